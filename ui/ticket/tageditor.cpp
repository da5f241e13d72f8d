// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ticket/tageditor.h"
#include "core/schema/entities.h"
#include "ui/common/flowlayout.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include <QAbstractItemView>
#include <QCompleter>
#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QStringListModel>
#include <QToolButton>

namespace tidedesk::ui {

namespace {

QIcon dotIcon(const QColor &color)
{
    QPixmap pixmap(20, 20);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(1, 1, 8, 8);
    return QIcon(pixmap);
}

} // namespace

TagEditor::TagEditor(UiContext &ui, QWidget *parent)
    : QWidget(parent)
    , m_ui(ui)
    , m_flow(new FlowLayout(this))
    , m_field(new QLineEdit(this))
    , m_completer(new QCompleter(this))
    , m_words(new QStringListModel(this))
{
    m_field->setObjectName(QStringLiteral("tagField"));
    m_field->setProperty("kind", QStringLiteral("tag"));
    m_field->setFixedWidth(104);
    m_field->setMaxLength(static_cast<int>(schema::ticket().tags.options.longest));
    m_field->installEventFilter(this);
    m_completer->setModel(m_words);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setFilterMode(Qt::MatchContains);
    m_field->setCompleter(m_completer);
    m_flow->addWidget(m_field);
    connect(m_field, &QLineEdit::returnPressed, this, [this] {
        // With a word marked in the list, Return comes twice: from the field and from the list.
        const QAbstractItemView *popup = m_completer->popup();
        if (!popup->isVisible() || !popup->currentIndex().isValid())
            addTyped();
    });
    connect(m_field, &QLineEdit::textEdited, this, [this](const QString &text) {
        static const QString ends = QStringLiteral(",，、");
        if (!text.isEmpty() && ends.contains(text.back())) {
            m_field->setText(text.chopped(1));
            addTyped();
        }
    });
    // Later: the completer writes its word into the field after it has said so.
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &TagEditor::addTyped, Qt::QueuedConnection);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    retranslate();
}

void TagEditor::setTags(const QStringList &tags)
{
    if (tags == m_tags)
        return;
    m_tags = tags;
    rebuild();
}

void TagEditor::setCatalogue(const QHash<QString, Row> &tags)
{
    if (tags == m_catalogue)
        return;
    m_catalogue = tags;
    rebuild();
}

void TagEditor::rebuild()
{
    while (m_flow->count() > 1) {
        QLayoutItem *item = m_flow->takeAt(0);
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    int place = 0;
    for (const QString &tag : std::as_const(m_tags)) {
        auto *chip = new QToolButton(this);
        chip->setObjectName(QStringLiteral("tagChip"));
        chip->setProperty("kind", QStringLiteral("tag"));
        chip->setProperty("tag", tag);
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setFocusPolicy(Qt::TabFocus);
        chip->setIconSize({10, 10});
        const QColor color(m_catalogue.contains(tag) ? m_catalogue.value(tag).text(schema::tag().color) : QString());
        chip->setIcon(color.isValid() ? dotIcon(color) : m_ui.icons.icon(Icon::Tag));
        const QString shown = fontMetrics().elidedText(tag.simplified(), Qt::ElideRight, 120);
        chip->setText(QString(shown).replace(u'&', QStringLiteral("&&")) + QStringLiteral("  ×"));
        chip->setAccessibleName(tr("Remove tag %1").arg(tag));
        chip->setToolTip(plainToolTip(chip->accessibleName()));
        connect(chip, &QToolButton::clicked, this, [this, tag] { Q_EMIT removed(tag); });
        m_flow->insertWidget(place++, chip);
    }
    QStringList words = m_catalogue.keys();
    words.removeIf([this](const QString &word) { return m_tags.contains(word); });
    std::sort(words.begin(), words.end(), [](const QString &a, const QString &b) { return a.localeAwareCompare(b) < 0; });
    m_words->setStringList(words);
    updateGeometry();
}

void TagEditor::addTyped()
{
    const QString tag = m_field->text().simplified();
    m_field->clear();
    if (!tag.isEmpty() && !m_tags.contains(tag))
        Q_EMIT added(tag);
}

bool TagEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() == Qt::Key_Backspace && m_field->text().isEmpty() && !m_tags.isEmpty()) {
        Q_EMIT removed(m_tags.last());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void TagEditor::retranslate()
{
    m_field->setPlaceholderText(tr("Add tag…"));
    m_field->setAccessibleName(tr("New tag"));
    rebuild();
}

void TagEditor::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace tidedesk::ui
