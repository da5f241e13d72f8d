// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/entities.h"
#include "tests/ui/testpage.h"
#include "tests/ui/uifixture.h"
#include "ui/common/avatar.h"
#include "ui/common/chartstyle.h"
#include "ui/common/chip.h"
#include "ui/common/emptystate.h"
#include "ui/common/errorbanner.h"
#include "ui/common/labels.h"
#include "ui/common/plaintextview.h"
#include "ui/common/propertycombo.h"
#include "ui/common/questiondialog.h"
#include "ui/common/searchfield.h"
#include "ui/common/sectionheader.h"
#include "ui/common/skeletonrows.h"
#include "ui/common/toastarea.h"
#include "ui/common/vocabulary.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/profilebutton.h"
#include "ui/shell/shortcutsoverlay.h"
#include <QAction>
#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QCheckBox>
#include <QDateTimeEdit>
#include <QDir>
#include <QGridLayout>
#include <QHeaderView>
#include <QLineSeries>
#include <QMenu>
#include <QPainter>
#include <QPieSeries>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QStackedBarSeries>
#include <QStandardItemModel>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QValueAxis>

using namespace tidedesk;
using namespace tidedesk::ui;

/// Paints every common widget and the shell in both themes and both languages into <build>/gallery, for people to look
/// at. What a machine can see it checks itself: nothing is cut off, nothing is drawn empty.
class TestGallery : public QObject {
    Q_OBJECT
    test::UiFixture *m_f = nullptr;

    bool chinese() const { return m_f->language.current() == UiLanguage::Chinese; }
    QString say(const char *en, const char *zh) const { return QString::fromUtf8(chinese() ? zh : en); }

    QFrame *card(const QString &title, QWidget *parent, QVBoxLayout **body)
    {
        auto *frame = new QFrame(parent);
        frame->setProperty("kind", QStringLiteral("card"));
        *body = new QVBoxLayout(frame);
        (*body)->setContentsMargins(16, 12, 16, 16);
        (*body)->setSpacing(8);
        (*body)->addWidget(plainLabel(title, TextStyle::Strong, frame));
        return frame;
    }

    QFrame *buttons(QWidget *parent)
    {
        QVBoxLayout *body = nullptr;
        QFrame *frame = card(say("Buttons", "按钮"), parent, &body);
        auto *row = new QHBoxLayout;
        const auto add = [&](const QString &text, const char *kind, bool enabled = true) {
            auto *button = new QPushButton(text, frame);
            button->setProperty("kind", QString::fromLatin1(kind));
            button->setEnabled(enabled);
            row->addWidget(button);
            return button;
        };
        add(say("Reply", "回复"), "primary")->setIcon(m_f->icons.icon(Icon::Reply, &ThemePalette::onAccent));
        add(say("Add note", "添加备注"), "")->setIcon(m_f->icons.icon(Icon::Note));
        add(say("Merge", "合并"), "ghost")->setIcon(m_f->icons.icon(Icon::Merge));
        add(say("Erase", "删除"), "danger");
        add(say("Undo", "撤销"), "link");
        add(say("Send", "发送"), "primary", false);
        add(say("Off", "停用"), "", false);
        for (const Icon icon : {Icon::Paperclip, Icon::Tag, Icon::More}) {
            auto *tool = new QToolButton(frame);
            tool->setIcon(m_f->icons.icon(icon));
            tool->setCheckable(true);
            tool->setChecked(icon == Icon::Tag);
            row->addWidget(tool);
        }
        row->addStretch();
        body->addLayout(row);
        body->addStretch();
        return frame;
    }

    QFrame *fields(QWidget *parent)
    {
        QVBoxLayout *body = nullptr;
        QFrame *frame = card(say("Fields", "输入"), parent, &body);
        auto *search = new SearchField(m_f->icons, frame);
        search->setTexts(say("Search tickets", "搜索工单"), QStringLiteral("Ctrl+F"));
        body->addWidget(search);
        auto *grid = new QGridLayout;
        auto *line = new QLineEdit(say("Invoice address", "发票地址"), frame);
        line->setObjectName(QStringLiteral("focused"));
        auto *combo = new QComboBox(frame);
        combo->addItems({say("All channels", "全部渠道"), say("Phone", "电话")});
        auto *date = new QDateTimeEdit(QDateTime(QDate(2026, 9, 1), QTime(9, 30)), frame);
        date->setCalendarPopup(true);
        auto *spin = new QSpinBox(frame);
        spin->setValue(30);
        auto *off = new QLineEdit(say("Read only here", "此处只读"), frame);
        off->setEnabled(false);
        grid->addWidget(line, 0, 0);
        grid->addWidget(combo, 0, 1);
        grid->addWidget(date, 1, 0);
        grid->addWidget(spin, 1, 1);
        grid->addWidget(off, 2, 0);
        auto *checks = new QHBoxLayout;
        auto *check = new QCheckBox(say("Urgent only", "仅看紧急"), frame);
        check->setChecked(true);
        auto *radio = new QRadioButton(say("My team", "我的团队"), frame);
        radio->setChecked(true);
        checks->addWidget(check);
        checks->addWidget(radio);
        checks->addWidget(new QCheckBox(say("Unassigned", "未分配"), frame));
        checks->addStretch();
        body->addLayout(grid);
        body->addLayout(checks);
        auto *edit = new QPlainTextEdit(frame);
        edit->setPlaceholderText(say("Write a reply…", "输入回复…"));
        edit->setFixedHeight(56);
        body->addWidget(edit);
        body->addStretch();
        return frame;
    }

    QFrame *properties(QWidget *parent)
    {
        QVBoxLayout *body = nullptr;
        QFrame *frame = card(say("Properties", "属性"), parent, &body);
        auto *grid = new QGridLayout;
        grid->setVerticalSpacing(4);
        grid->setColumnStretch(1, 1);
        const schema::Ticket &ticket = schema::ticket();
        int row = 0;
        const auto add = [&](const schema::Field &field, qint64 value, const std::function<QIcon(qint64)> &sign) {
            auto *combo = new PropertyCombo(frame);
            combo->setName(Vocabulary::field(field));
            QList<PropertyOption> options;
            for (qint64 i = 0; i < static_cast<qint64>(field.options.choices.size()); ++i)
                options.append({i, Vocabulary::choice(field, i), sign(i)});
            combo->setOptions(options);
            combo->setValue(value);
            grid->addWidget(mutedLabel(Vocabulary::field(field), TextStyle::Small, frame), row, 0);
            grid->addWidget(combo, row++, 1);
        };
        add(ticket.status, 1, [this](qint64 i) {
            return drawn([this, i](QPainter *p) { paintStatus(p, QRectF(0, 0, 16, 16), static_cast<domain::TicketStatus>(i), m_f->theme.colors()); });
        });
        add(ticket.priority, 3, [this](qint64 i) {
            return drawn([this, i](QPainter *p) { paintPriority(p, QRectF(0, 0, 16, 16), i, m_f->theme.colors()); });
        });
        add(ticket.channel, 5, [this](qint64 i) { return m_f->icons.icon(Vocabulary::channelIcon(i)); });
        body->addLayout(grid);
        auto *header = new SectionHeader(m_f->theme, frame);
        header->setTitle(Vocabulary::entity(schema::contract()));
        header->setCount(2);
        auto *closed = new SectionHeader(m_f->theme, frame);
        closed->setTitle(Vocabulary::entity(schema::receivable()));
        auto *content = mutedLabel(say("Service contract 2026, ends 31 Dec", "2026 服务合同，12月31日到期"), TextStyle::Body, frame);
        content->setContentsMargins(24, 0, 0, 0);
        header->setContent(content);
        closed->setOpen(false);
        body->addWidget(header);
        body->addWidget(content);
        body->addWidget(closed);
        body->addStretch();
        return frame;
    }

    static QIcon drawn(const std::function<void(QPainter *)> &paint)
    {
        QPixmap pixmap(16, 16);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter);
        return pixmap;
    }

    QFrame *signs(QWidget *parent)
    {
        QVBoxLayout *body = nullptr;
        QFrame *frame = card(say("Chips, people, states", "标签、人员、状态"), parent, &body);
        auto *chips = new QHBoxLayout;
        const auto chip = [&](const ChipLook &look) {
            auto *made = new Chip(m_f->theme, frame);
            made->setLook(look);
            chips->addWidget(made);
        };
        for (qint64 i = 0; i < 5; ++i)
            chip({.text = Vocabulary::choice(schema::ticket().status, i), .tone = Vocabulary::choiceTone(schema::ticket().status, i)});
        chips->addStretch();
        body->addLayout(chips);
        chips = new QHBoxLayout;
        chip({.text = say("Overdue", "已逾期"), .tone = Tone::Danger});
        chip({.text = say("refund", "退款"), .dot = true, .dotColor = m_f->theme.colors().series[3]});
        chip({.text = QStringLiteral("VIP"), .tone = Tone::Accent});
        chips->addStretch();
        body->addLayout(chips);
        auto *people = new QHBoxLayout;
        for (const char *name : {"Ada Lovelace", "王小明", "Jean-Luc van Damme", "李", "Marie Curie", "陈思远"}) {
            auto *avatar = new Avatar(m_f->theme, 32, frame);
            avatar->setPerson(QString::fromUtf8(name), QString::fromUtf8(name));
            people->addWidget(avatar);
        }
        people->addStretch();
        body->addLayout(people);
        auto *strip = new QLabel(frame);
        QPixmap pixmap(360, 24);
        pixmap.fill(Qt::transparent);
        QPainter p(&pixmap);
        for (int i = 0; i < 5; ++i)
            paintStatus(&p, QRectF(i * 28, 4, 16, 16), static_cast<domain::TicketStatus>(i), m_f->theme.colors());
        for (int i = 0; i < 4; ++i)
            paintPriority(&p, QRectF(160 + i * 28, 4, 16, 16), i, m_f->theme.colors());
        QFont tiny = textFont(TextStyle::Tiny);
        int x = 284;
        for (const auto &[count, tone] : {std::pair(3, Tone::Accent), std::pair(128, Tone::Danger), std::pair(7, Tone::Neutral)}) {
            const QSize size = badgeSize(count, tiny);
            paintBadge(&p, QRect(QPoint(x, 4), size), count, tone, tiny, m_f->theme.colors());
            x += size.width() + 6;
        }
        p.end();
        strip->setPixmap(pixmap);
        body->addWidget(strip);
        auto *progress = new QProgressBar(frame);
        progress->setTextVisible(false);
        progress->setValue(64);
        body->addWidget(progress);
        body->addStretch();
        return frame;
    }

    QFrame *texts(QWidget *parent)
    {
        QVBoxLayout *body = nullptr;
        QFrame *frame = card(say("Conversation", "会话"), parent, &body);
        auto *view = new PlainTextView(frame);
        view->setText(say("Hello, my order 2026-0815 has not arrived. See https://shop.example/orders/815 or write to "
                          "li.na@customer.example. <b>This is not bold.</b>",
            "您好，我的订单 2026-0815 还没有收到。见https://shop.example/orders/815，或写信给 li.na@customer.example。<b>这不是粗体</b>"));
        view->setHighlight(say("order", "订单"));
        body->addWidget(view);
        auto *banner = new ErrorBanner(m_f->theme, m_f->icons, frame);
        banner->showText(say("The export stopped: the disk is full.", "导出已停止：磁盘已满。"), Tone::Danger, say("Try again", "重试"));
        body->addWidget(banner);
        auto *hint = new ErrorBanner(m_f->theme, m_f->icons, frame);
        hint->showText(say("Figures are from yesterday; the server is out of reach.", "数据来自昨天；暂时无法连接服务器。"), Tone::Warning);
        body->addWidget(hint);
        auto *icons = new QLabel(frame);
        QPixmap sheet(18 * 24, 4 * 26);
        sheet.fill(Qt::transparent);
        QPainter p(&sheet);
        for (int i = 0; i < static_cast<int>(Icon::Count); ++i)
            m_f->icons.paint(&p, QRect(i % 18 * 24, i / 18 * 26, 20, 20), static_cast<Icon>(i), &ThemePalette::text);
        p.end();
        icons->setPixmap(sheet);
        body->addWidget(icons);
        body->addStretch();
        return frame;
    }

    QWidget *table(QWidget *parent)
    {
        auto *tabs = new QTabWidget(parent);
        auto *view = new QTableView(tabs);
        auto *model = new QStandardItemModel(5, 4, view);
        model->setHorizontalHeaderLabels({Vocabulary::field(schema::ticket().number), Vocabulary::field(schema::ticket().subject),
            Vocabulary::field(schema::ticket().customerId), Vocabulary::field(schema::ticket().updatedAt)});
        for (int r = 0; r < 5; ++r) {
            model->setItem(r, 0, new QStandardItem(QString::number(10482 + r)));
            model->setItem(r, 1, new QStandardItem(r % 2 ? QStringLiteral("发票抬头需要修改") : QStringLiteral("Router drops the connection every evening")));
            model->setItem(r, 2, new QStandardItem(r % 2 ? QStringLiteral("上海远洋") : QStringLiteral("Northwind Ltd")));
            model->setItem(r, 3, new QStandardItem(m_f->formats.relative(m_f->clock.nowMs() - r * 4'000'000)));
        }
        view->setModel(model);
        view->verticalHeader()->hide();
        view->verticalHeader()->setDefaultSectionSize(32);
        view->horizontalHeader()->setStretchLastSection(true);
        view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        view->horizontalHeader()->setHighlightSections(false);
        view->setColumnWidth(1, 240);
        view->setShowGrid(false);
        view->setSelectionBehavior(QAbstractItemView::SelectRows);
        view->setTabKeyNavigation(false);
        view->selectRow(1);
        view->setAccessibleName(QStringLiteral("table"));
        tabs->addTab(view, say("Open tickets", "处理中工单"));
        tabs->addTab(new SkeletonRows(m_f->theme, 32, tabs), say("History", "历史"));
        return tabs;
    }

    QWidget *charts(QWidget *parent)
    {
        auto *host = new QWidget(parent);
        auto *row = new QHBoxLayout(host);
        row->setContentsMargins(0, 0, 0, 0);
        row->addWidget(barChart(host), 3);
        row->addWidget(lineChart(host), 3);
        row->addWidget(donut(host), 2);
        return host;
    }

    QWidget *barChart(QWidget *parent)
    {
        auto *view = new ChartView(m_f->theme, parent);
        auto *bars = new QStackedBarSeries;
        const QStringList names = {say("Phone", "电话"), say("E-mail", "邮件"), say("Chat", "聊天")};
        int k = 0;
        for (const QString &name : names) {
            auto *set = new QBarSet(name);
            for (int d = 0; d < 5; ++d)
                set->append(12 + (d * 7 + k * 5) % 19);
            bars->append(set);
            ++k;
        }
        view->chart()->addSeries(bars);
        auto *days = new QBarCategoryAxis;
        for (int d = 1; d <= 5; ++d)
            days->append(m_f->language.locale().dayName(d, QLocale::ShortFormat));
        auto *count = new QValueAxis;
        applyScale(count, niceScale(0, 77));
        view->chart()->addAxis(days, Qt::AlignBottom);
        view->chart()->addAxis(count, Qt::AlignLeft);
        bars->attachAxis(days);
        bars->attachAxis(count);
        view->chart()->setTitle(say("New tickets by channel", "各渠道新建工单"));
        view->restyle();
        return view;
    }

    QWidget *lineChart(QWidget *parent)
    {
        auto *view = new ChartView(m_f->theme, parent);
        auto *hours = new QValueAxis;
        auto *share = new QValueAxis;
        applyScale(hours, niceScale(8, 18, 5, false));
        applyScale(share, niceScale(0, 100), QStringLiteral("%"));
        view->chart()->addAxis(hours, Qt::AlignBottom);
        view->chart()->addAxis(share, Qt::AlignLeft);
        for (int s = 0; s < 6; ++s) {
            auto *line = new QLineSeries;
            line->setName(QStringLiteral("%1 %2").arg(say("Team", "团队")).arg(s + 1));
            for (int h = 8; h <= 18; ++h)
                line->append(h, 35 + s * 9 + 9 * std::sin(h * 0.7 + s));
            view->chart()->addSeries(line);
            line->attachAxis(hours);
            line->attachAxis(share);
        }
        view->chart()->setTitle(say("Service level today", "今日服务水平"));
        view->restyle();
        return view;
    }

    QWidget *donut(QWidget *parent)
    {
        auto *view = new ChartView(m_f->theme, parent);
        auto *pie = new QPieSeries;
        pie->setPieSize(0.9);
        pie->setHoleSize(0.6);
        pie->append(say("Resolved", "已完成"), 61);
        pie->append(say("Open", "处理中"), 27);
        pie->append(say("On hold", "挂起"), 12);
        view->chart()->addSeries(pie);
        view->chart()->setTitle(say("Tickets", "工单"));
        view->restyle();
        return view;
    }

    QWidget *gallery(QWidget *parent)
    {
        auto *page = new QWidget(parent);
        auto *grid = new QGridLayout(page);
        grid->setContentsMargins(16, 16, 16, 16);
        grid->setSpacing(12);
        grid->addWidget(buttons(page), 0, 0, 1, 2);
        grid->addWidget(fields(page), 1, 0, 2, 1);
        grid->addWidget(signs(page), 1, 1);
        grid->addWidget(properties(page), 2, 1);
        grid->addWidget(texts(page), 0, 2, 3, 1);
        grid->setColumnStretch(0, 3);
        grid->setColumnStretch(1, 3);
        grid->setColumnStretch(2, 4);
        grid->setRowStretch(2, 1);
        return page;
    }

    QWidget *dataPage(QWidget *parent)
    {
        auto *page = new QWidget(parent);
        auto *column = new QVBoxLayout(page);
        column->setContentsMargins(16, 16, 16, 16);
        column->setSpacing(12);
        column->addWidget(table(page), 2);
        column->addWidget(charts(page), 3);
        return page;
    }

    QWidget *emptyPage(QWidget *parent)
    {
        auto *empty = new EmptyState(m_f->theme, Icon::Inbox, parent);
        empty->setTexts(say("All done", "全部处理完毕"), say("Nothing waits for you. New tickets of your team appear here as they arrive.", "暂时没有待处理的工单，团队的新工单到达后会显示在这里。"),
            say("Show resolved tickets", "查看已完成工单"));
        return empty;
    }

    static void save(QWidget *widget, const QString &name)
    {
        const QString folder = qEnvironmentVariable("TIDEDESK_BIN") + QStringLiteral("/../gallery");
        QVERIFY(QDir().mkpath(folder));
        const QImage image = widget->grab().toImage();
        QSet<QRgb> colors;
        for (int y = 0; y < image.height(); y += 3)
            for (int x = 0; x < image.width(); x += 3)
                colors.insert(image.pixel(x, y));
        QCOMPARE_GT(colors.size(), 8);
        QVERIFY(image.save(QStringLiteral("%1/%2.png").arg(folder, name)));
    }

    /// Labels and buttons that are narrower than their text, unless they elide by design.
    static QStringList clipped(const QWidget &window)
    {
        QStringList list;
        for (const QWidget *widget : window.findChildren<QWidget *>()) {
            const bool label = qobject_cast<const QLabel *>(widget) || qobject_cast<const QPushButton *>(widget)
                || qobject_cast<const QCheckBox *>(widget) || qobject_cast<const QRadioButton *>(widget);
            if (!widget->isVisible() || !label || qobject_cast<const ElidedLabel *>(widget))
                continue;
            const auto *text = qobject_cast<const QLabel *>(widget);
            const int needed = text && text->wordWrap() ? 0 : widget->sizeHint().width();
            const int tall = text && text->wordWrap() ? text->heightForWidth(text->width()) : widget->sizeHint().height();
            if (widget->width() < needed || widget->height() < tall)
                list.append(widget->property("text").toString());
        }
        return list;
    }

private Q_SLOTS:
    void init()
    {
        test::failOnWarning();
        m_f = new test::UiFixture;
    }
    void cleanup() { delete m_f; }

    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<bool>("chinese");
        QTest::newRow("light_en") << false << false;
        QTest::newRow("light_zh") << false << true;
        QTest::newRow("dark_en") << true << false;
        QTest::newRow("dark_zh") << true << true;
    }
    void pictures()
    {
        QFETCH(bool, dark);
        QFETCH(bool, chinese);
        const QString tag = QString::fromLatin1(QTest::currentDataTag());
        m_f->theme.setMode(dark ? ThemeMode::Dark : ThemeMode::Light);
        m_f->language.set(chinese ? UiLanguage::Chinese : UiLanguage::English);
        test::TestPage inbox(QStringLiteral("inbox"), Icon::Inbox, [this] { return say("Inbox", "收件箱"); }, [this](QWidget *p) { return gallery(p); });
        test::TestPage customers(QStringLiteral("customers"), Icon::Customers, [this] { return say("Customers", "客户"); }, [this](QWidget *p) { return emptyPage(p); });
        test::TestPage data(QStringLiteral("dashboard"), Icon::Dashboard, [this] { return say("Dashboards", "仪表盘"); }, [this](QWidget *p) { return dataPage(p); });
        test::TestPage live(QStringLiteral("live"), Icon::Live, [this] { return say("Live queue", "实时队列"); });
        test::TestPage book(QStringLiteral("knowledge"), Icon::Book, [this] { return say("Knowledge", "知识库"); });
        test::TestPage outbox(QStringLiteral("outbox"), Icon::Outbox, [this] { return say("Outbox", "发件箱"); });
        test::TestPage settings(QStringLiteral("settings"), Icon::Settings, [this] { return say("Settings", "设置"); });
        inbox.count = 12;
        outbox.count = 1;
        outbox.tone = Tone::Danger;
        MainWindow window(m_f->ui);
        for (test::TestPage *page : {&inbox, &customers, &data, &live, &book})
            window.addPage(*page);
        window.addBreak();
        window.addPage(outbox);
        window.addPage(settings);
        window.setAccount(chinese ? QStringLiteral("陈思远") : QStringLiteral("Grace Hopper"), QStringLiteral("u7"));
        window.setSyncState({.link = SyncState::Link::Connected, .asOfMs = m_f->clock.nowMs()});
        QVERIFY(test::showActive(window));
        window.findChild<QLineEdit *>(QStringLiteral("focused"))->setFocus();
        QCoreApplication::sendPostedEvents();
        save(&window, QStringLiteral("widgets_") + tag);
        QVERIFY2(clipped(window).isEmpty(), qPrintable(clipped(window).join(u'|')));

        window.showPage(QStringLiteral("customers"));
        window.setSyncState({.link = SyncState::Link::Offline, .sinceMs = m_f->clock.nowMs() - 1'500'000,
            .asOfMs = m_f->clock.nowMs() - 1'500'000, .waiting = 3, .needsReview = 1});
        m_f->notifier.undoable(say("3 tickets merged into #10482", "已将 3 个工单合并到 #10482"), say("Undo", "撤销"), &window, [] { });
        m_f->notifier.failed(say("The attachment could not be read.", "无法读取附件。"));
        QCoreApplication::sendPostedEvents();
        save(&window, QStringLiteral("empty_") + tag);
        QVERIFY2(clipped(window).isEmpty(), qPrintable(clipped(window).join(u'|')));

        window.showPage(QStringLiteral("dashboard"));
        const auto *toasts = window.findChild<ToastArea *>();
        QVERIFY(toasts->isAncestorOf(toasts->parentWidget()->childAt(toasts->geometry().center() - QPoint(0, 16))));
        window.setSyncState({.link = SyncState::Link::Syncing, .asOfMs = m_f->clock.nowMs() - 200'000, .progress = 0.42});
        QCoreApplication::sendPostedEvents();
        save(&window, QStringLiteral("data_") + tag);
        QTest::keyClick(&window, Qt::Key_F1);
        save(&window, QStringLiteral("shortcuts_") + tag);
        QTest::keyClick(&window, Qt::Key_F1);

        auto *menu = window.findChild<ProfileButton *>()->menu();
        menu->popup(QPoint(0, 0));
        save(menu, QStringLiteral("menu_") + tag);
        menu->close();
        QuestionDialog dialog(Question{.title = say("Erase this customer?", "删除此客户？"),
                                  .text = say("Name, contacts and messages are removed here, on the server and on every seat. This cannot be undone.",
                                      "姓名、联系方式和消息将从本机、服务器和所有坐席中删除，且无法撤销。"),
                                  .accept = say("Erase customer", "删除客户"), .destructive = true},
            nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        save(&dialog, QStringLiteral("dialog_") + tag);
        QVERIFY2(clipped(dialog).isEmpty(), qPrintable(clipped(dialog).join(u'|')));
    }
};

QTEST_MAIN(TestGallery)
#include "test_gallery.moc"
