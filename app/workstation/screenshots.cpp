// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/screenshots.h"
#include "app/common/console.h"
#include "app/workstation/workstation.h"
#include "core/schema/entities.h"
#include "core/seat/queries.h"
#include "ui/desk/deskpage.h"
#include <QAction>
#include <QCoreApplication>
#include <QDialog>
#include <QDir>
#include <QPixmap>
#include <QTabBar>
#include <QTimer>

namespace tidedesk::app {

namespace {

constexpr int kSettleMs = 900; ///< for answers of the store to be painted
constexpr int kPatienceS = 600; ///< until the seat has caught up

/// One picture after the other, each after the event loop has had time to paint.
class Photographer final : public QObject {
public:
    Photographer(Workstation &workstation, const QString &folder)
        : QObject(&workstation)
        , m_workstation(workstation)
        , m_folder(folder)
    {
        QDir().mkpath(folder);
        connect(&workstation.seat(), &seat::Seat::settled, this, &Photographer::begin);
        connect(&workstation.seat(), &seat::Seat::failed, this, &Photographer::giveUp);
        connect(&workstation, &Workstation::failed, this, &Photographer::giveUp);
        QTimer::singleShot(kPatienceS * 1000, this,
            [this] { giveUp({Consequence::RetryLater, QStringLiteral("sync.timeout"), QString::number(kPatienceS)}); });
    }

private:
    /// One picture: how to get there; what to photograph, null = the window; how to leave.
    struct Scene {
        QString name;
        std::function<void()> enter;
        std::function<QWidget *()> subject = {};
        std::function<void()> leave = {};
    };
    struct Shot {
        ui::UiLanguage language;
        ui::ThemeMode mode;
        qsizetype scene;
    };

    /// Nobody sits there to try again.
    void giveUp(const Error &error)
    {
        if (m_begun)
            return;
        m_begun = true;
        printError(QLatin1StringView("tidedesk"), error, false);
        QCoreApplication::exit(1);
    }
    void begin()
    {
        if (m_begun)
            return;
        m_begun = true;
        m_workstation.window()->resize(1366, 768);
        m_scenes = scenes();
        for (const ui::UiLanguage language : {ui::UiLanguage::English, ui::UiLanguage::Chinese}) {
            for (const ui::ThemeMode mode : {ui::ThemeMode::Light, ui::ThemeMode::Dark}) {
                for (qsizetype scene = 0; scene < m_scenes.size(); ++scene)
                    m_shots.append({language, mode, scene});
            }
        }
        // A ticket with a customer and some conversation makes the first page worth looking at.
        domain::TicketQuery query;
        query.view = domain::TicketQuery::View::Mine;
        m_workstation.seat().queries().firstPage(query, this, [this](const Result<QList<domain::TicketLine>> &lines) {
            if (lines && !lines->isEmpty()) {
                const Row &ticket = lines->at(qMin<qsizetype>(2, lines->size() - 1)).ticket;
                m_workstation.desk().openTicket(ticket.id());
                m_customer = ticket.ref(schema::ticket().customerId);
            }
            QTimer::singleShot(kSettleMs, this, &Photographer::next);
        });
    }
    void tab(const char *name, int index) const
    {
        if (auto *tabs = m_workstation.window()->findChild<QTabBar *>(QLatin1StringView(name)))
            tabs->setCurrentIndex(index);
    }
    void trigger(const char *action) const
    {
        if (QAction *found = m_workstation.context().actions.find(QLatin1StringView(action)))
            found->trigger();
    }
    QWidget *dialog() const { return m_workstation.window()->findChild<QDialog *>(); }
    void closeDialog() const
    {
        if (QWidget *open = dialog())
            open->close();
    }
    QList<Scene> scenes()
    {
        const auto page = [this](const char *id) { m_workstation.window()->showPage(QLatin1StringView(id)); };
        const auto wide = [this, page] {
            page("inbox");
            trigger("inbox.wide");
        };
        return {{QStringLiteral("inbox"), [this, page] { page("inbox"); tab("ticketTabs", 0); }},
            {QStringLiteral("history"), [this, page] { page("inbox"); tab("ticketTabs", 1); }, {}, [this] { tab("ticketTabs", 0); }},
            {QStringLiteral("wide"), wide, {}, wide},
            {QStringLiteral("new-ticket"), [this, page] { page("inbox"); m_workstation.desk().newTicket({}); }, [this] { return dialog(); }, [this] { closeDialog(); }},
            {QStringLiteral("customers"), [this] { m_workstation.showCustomer(m_customer); }},
            {QStringLiteral("dashboard"), [this, page] { page("dashboard"); tab("dashboardTabs", 0); }},
            {QStringLiteral("dashboard-team"), [this, page] { page("dashboard"); tab("dashboardTabs", 1); }},
            {QStringLiteral("results"), [this] { m_workstation.showResults(QStringLiteral("退款")); }},
            {QStringLiteral("work"), [page] { page("work"); }}};
    }
    void next()
    {
        if (m_shots.isEmpty())
            return QCoreApplication::quit();
        const Shot shot = m_shots.takeFirst();
        const Scene &scene = m_scenes.at(shot.scene);
        m_workstation.context().language.set(shot.language);
        m_workstation.context().theme.setMode(shot.mode);
        scene.enter();
        QTimer::singleShot(kSettleMs, this, [this, shot, &scene] {
            QWidget *subject = scene.subject ? scene.subject() : m_workstation.window();
            if (subject) {
                subject->grab().save(QStringLiteral("%1/%2-%3-%4.png")
                        .arg(m_folder, scene.name, shot.language == ui::UiLanguage::Chinese ? QStringLiteral("zh") : QStringLiteral("en"),
                            shot.mode == ui::ThemeMode::Dark ? QStringLiteral("dark") : QStringLiteral("light")));
            }
            if (scene.leave)
                scene.leave();
            next();
        });
    }

    Workstation &m_workstation;
    QString m_folder;
    QList<Scene> m_scenes;
    QList<Shot> m_shots;
    Id m_customer;
    bool m_begun = false;
};

} // namespace

void takeScreenshots(Workstation &workstation, const QString &folder) { new Photographer(workstation, folder); }

} // namespace tidedesk::app
