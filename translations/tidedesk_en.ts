<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>tidedesk::ui::BlockView</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::CustomerBlocks</name>
    <message numerus="yes">
        <source>active on %n of 30 days</source>
        <translation>
            <numerusform>active on %n of 30 days</numerusform>
            <numerusform>active on %n of 30 days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::DashboardView</name>
    <message numerus="yes">
        <source>Covers %1 of %n team(s)</source>
        <extracomment>How many teams&apos; tickets the figures are made of, and how many teams there are</extracomment>
        <translation>
            <numerusform>Covers %1 of %n team</numerusform>
            <numerusform>Covers %1 of %n teams</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::FigureText</name>
    <message numerus="yes">
        <source>only %n answer(s), too few to show</source>
        <translation>
            <numerusform>only %n answer, too few to show</numerusform>
            <numerusform>only %n answers, too few to show</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln case(s)</source>
        <translation>
            <numerusform>%Ln case</numerusform>
            <numerusform>%Ln cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) left out: their times contradict each other</source>
        <translation>
            <numerusform>%n case left out: its times contradict each other</numerusform>
            <numerusform>%n cases left out: their times contradict each other</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) not decided yet</source>
        <translation>
            <numerusform>%n case not decided yet</numerusform>
            <numerusform>%n cases not decided yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) without hold time</source>
        <translation>
            <numerusform>%n case without hold time</numerusform>
            <numerusform>%n cases without hold time</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) without after-contact work</source>
        <translation>
            <numerusform>%n case without after-contact work</numerusform>
            <numerusform>%n cases without after-contact work</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reopen window: %n day(s)</source>
        <translation>
            <numerusform>Reopen window: %n day</numerusform>
            <numerusform>Reopen window: %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Shown from %n answer(s) on</source>
        <translation>
            <numerusform>Shown from %n answer on</numerusform>
            <numerusform>Shown from %n answers on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In time: answered within %n second(s)</source>
        <translation>
            <numerusform>In time: answered within %n second</numerusform>
            <numerusform>In time: answered within %n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Very short: given up within %n second(s)</source>
        <translation>
            <numerusform>Very short: given up within %n second</numerusform>
            <numerusform>Very short: given up within %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::Formats</name>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform>
            <numerusform>%n min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n min</source>
        <translation>
            <numerusform>in %n min</numerusform>
            <numerusform>in %n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%n h ago</numerusform>
            <numerusform>%n h ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n h</source>
        <translation>
            <numerusform>in %n h</numerusform>
            <numerusform>in %n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n h</numerusform>
            <numerusform>%n h</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::KeyNumbers</name>
    <message numerus="yes">
        <source>ended %n day(s) ago</source>
        <translation>
            <numerusform>ended %n day ago</numerusform>
            <numerusform>ended %n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>ends in %n day(s)</source>
        <translation>
            <numerusform>ends in %n day</numerusform>
            <numerusform>ends in %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::MessageList</name>
    <message numerus="yes">
        <source>Show %n earlier message(s)</source>
        <translation>
            <numerusform>Show %n earlier message</numerusform>
            <numerusform>Show %n earlier messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::OutboxController</name>
    <message numerus="yes">
        <source>tried %n time(s)</source>
        <translation>
            <numerusform>tried %n time</numerusform>
            <numerusform>tried %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::OutboxView</name>
    <message numerus="yes">
        <source>%n change(s) waiting to be sent</source>
        <translation>
            <numerusform>%n change waiting to be sent</numerusform>
            <numerusform>%n changes waiting to be sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::RailButton</name>
    <message numerus="yes">
        <source>%1, %n waiting</source>
        <extracomment>Name of a page, number of things waiting there</extracomment>
        <translation>
            <numerusform>%1, %n waiting</numerusform>
            <numerusform>%1, %n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::ReturnedCard</name>
    <message numerus="yes">
        <source>%n message(s) came in that you had not seen when you wrote this. Read on, then decide.</source>
        <translation>
            <numerusform>%n message came in that you had not seen when you wrote this. Read on, then decide.</numerusform>
            <numerusform>%n messages came in that you had not seen when you wrote this. Read on, then decide.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::ReviewsView</name>
    <message numerus="yes">
        <source>%n thing(s) need your decision. Nothing is lost until you decide.</source>
        <translation>
            <numerusform>%n thing needs your decision. Nothing is lost until you decide.</numerusform>
            <numerusform>%n things need your decision. Nothing is lost until you decide.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>Show %n more</numerusform>
            <numerusform>Show %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::SignInDialog</name>
    <message numerus="yes">
        <source>%n change(s) that had not been sent are sealed in %1; only the server can open them.</source>
        <translation>
            <numerusform>%n change that had not been sent is sealed in %1; only the server can open it.</numerusform>
            <numerusform>%n changes that had not been sent are sealed in %1; only the server can open them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::SyncIndicator</name>
    <message numerus="yes">
        <source>%n need(s) review</source>
        <translation>
            <numerusform>%n needs review</numerusform>
            <numerusform>%n need review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::TicketPane</name>
    <message numerus="yes">
        <source>%n new message(s) came in while you were writing.</source>
        <translation>
            <numerusform>%n new message came in while you were writing.</numerusform>
            <numerusform>%n new messages came in while you were writing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s) below.</source>
        <translation>
            <numerusform>%n new message below.</numerusform>
            <numerusform>%n new messages below.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::UnsentNotice</name>
    <message numerus="yes">
        <source>Not sent: %n message(s) came in that you had not seen.</source>
        <translation>
            <numerusform>Not sent: %n message came in that you had not seen.</numerusform>
            <numerusform>Not sent: %n messages came in that you had not seen.</numerusform>
        </translation>
    </message>
</context>
</TS>
