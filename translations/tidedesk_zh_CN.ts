<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>tidedesk::app::Workstation</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Tidedesk cannot start</source>
        <translation>Tidedesk 无法启动</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::AttachmentChip</name>
    <message>
        <source>%1  (%2)</source>
        <extracomment>File name and size</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Attachment %1, %2</source>
        <translation>附件 %1，%2</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>%1% of %2</source>
        <extracomment>Of a file that is being fetched: how much, of how much</extracomment>
        <translation>%2，已取 %1%</translation>
    </message>
    <message>
        <source>Stop fetching</source>
        <translation>停止获取</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::AttachmentPreview</name>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>This picture cannot be shown here. You can save it.</source>
        <translation>此图片无法在这里显示，您可以另存后查看。</translation>
    </message>
    <message>
        <source>This file cannot be read.</source>
        <translation>无法读取此文件。</translation>
    </message>
    <message>
        <source>… the rest is not shown here.</source>
        <translation>……其余内容未在此显示。</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::BehindBar</name>
    <message>
        <source>Behind: %1</source>
        <extracomment>%1: a figure and the part of it that was clicked, &quot;Handled, 12 Nov&quot;</extracomment>
        <translation>构成：%1</translation>
    </message>
    <message>
        <source>Close this list (Esc)</source>
        <translation>关闭此列表（Esc）</translation>
    </message>
    <message>
        <source>Close this list</source>
        <translation>关闭此列表</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::BlockView</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>还有 %n 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::BoardView</name>
    <message>
        <source>no data</source>
        <translation>无数据</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::ChangeText</name>
    <message>
        <source>Change of a record this version does not know</source>
        <translation>本版本不认识的记录的更改</translation>
    </message>
    <message>
        <source>%1: “%2”</source>
        <translation>%1：“%2”</translation>
    </message>
    <message>
        <source>New ticket “%1”</source>
        <translation>新工单“%1”</translation>
    </message>
    <message>
        <source>New customer “%1”</source>
        <translation>新客户“%1”</translation>
    </message>
    <message>
        <source>File “%1”</source>
        <translation>文件“%1”</translation>
    </message>
    <message>
        <source>New entry: %1</source>
        <translation>新条目：%1</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::ChartCard</name>
    <message>
        <source>Show as table</source>
        <translation>显示为表格</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>None in this period.</source>
        <translation>本时段内没有。</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::ChartTableModel</name>
    <message>
        <source>no data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::Composer</name>
    <message>
        <source>Attach files</source>
        <translation>添加附件</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>内部备注</translation>
    </message>
    <message>
        <source>Kind of message</source>
        <translation>消息类型</translation>
    </message>
    <message>
        <source>Write to the customer…</source>
        <translation>写给客户…</translation>
    </message>
    <message>
        <source>Only colleagues see this…</source>
        <translation>只有同事能看到…</translation>
    </message>
    <message>
        <source>Reply to the customer</source>
        <translation>回复客户</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Save note</source>
        <translation>保存备注</translation>
    </message>
    <message>
        <source>Send (Ctrl+Enter)</source>
        <translation>发送（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Save note (Ctrl+Enter)</source>
        <translation>保存备注（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Send and change the status</source>
        <translation>发送并更改状态</translation>
    </message>
    <message>
        <source>Goes to the customer (R)</source>
        <translation>发送给客户 (R)</translation>
    </message>
    <message>
        <source>Only colleagues see it (N)</source>
        <translation>仅同事可见 (N)</translation>
    </message>
    <message>
        <source>Send and set to %1</source>
        <translation>发送并设为“%1”</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::ConflictCard</name>
    <message>
        <source>Changed by two</source>
        <translation>两人都改了</translation>
    </message>
    <message>
        <source>While your change was on its way, somebody else changed the same. Theirs stands until you decide.</source>
        <translation>您的更改还在路上时，别人改了同一处。在您决定之前，以对方的为准。</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>对方的</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>Who changed it, and when</extracomment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1: mine</source>
        <translation>%1：我的</translation>
    </message>
    <message>
        <source>%1: theirs</source>
        <translation>%1：对方的</translation>
    </message>
    <message>
        <source>Keep all mine</source>
        <translation>全部用我的</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>用我的</translation>
    </message>
    <message>
        <source>Take all theirs</source>
        <translation>全部用对方的</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>用对方的</translation>
    </message>
    <message>
        <source>Apply choices</source>
        <translation>应用选择</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::ContactList</name>
    <message>
        <source>Copy %1</source>
        <translation>复制 %1</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::CustomerBlocks</name>
    <message>
        <source>Profile</source>
        <translation>档案</translation>
    </message>
    <message>
        <source>Service history</source>
        <translation>服务记录</translation>
    </message>
    <message>
        <source>Nothing has been entered yet.</source>
        <translation>还没有填写任何内容。</translation>
    </message>
    <message>
        <source>No purchases or refunds are known here.</source>
        <translation>这里没有购买或退款记录。</translation>
    </message>
    <message>
        <source>No contact before this one.</source>
        <translation>此前没有联系记录。</translation>
    </message>
    <message>
        <source>No source reports what this customer uses.</source>
        <translation>没有来源报告该客户的使用情况。</translation>
    </message>
    <message>
        <source>No contract is known here.</source>
        <translation>这里没有合同记录。</translation>
    </message>
    <message>
        <source>No invoices are known here.</source>
        <translation>这里没有账单记录。</translation>
    </message>
    <message>
        <source>Source not recorded</source>
        <translation>来源未记录</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>%1 · as of %2</source>
        <extracomment>Source systems, and the time up to which they had delivered</extracomment>
        <translation>%1 · 截至 %2</translation>
    </message>
    <message numerus="yes">
        <source>active on %n of 30 days</source>
        <translation>
            <numerusform>30 天中有 %n 天活跃</numerusform>
        </translation>
    </message>
    <message>
        <source>activity not reported</source>
        <translation>未报告活跃情况</translation>
    </message>
    <message>
        <source>last %1</source>
        <translation>最近 %1</translation>
    </message>
    <message>
        <source>no end date</source>
        <translation>无结束日期</translation>
    </message>
    <message>
        <source>ends %1</source>
        <translation>%1 到期</translation>
    </message>
    <message>
        <source>due %1</source>
        <translation>%1 到期付款</translation>
    </message>
    <message>
        <source>%1 unpaid</source>
        <translation>%1 未付</translation>
    </message>
    <message>
        <source>talked %1</source>
        <translation>通话 %1</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::CustomerDetails</name>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::CustomerList</name>
    <message>
        <source>The list could not be read</source>
        <translation>列表无法读取</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>No customers yet</source>
        <translation>还没有客户</translation>
    </message>
    <message>
        <source>They appear here as soon as they are fetched from the server.</source>
        <translation>从服务器取到后会立即显示在这里。</translation>
    </message>
    <message>
        <source>Nobody found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Search by the beginning of a name, a whole phone number or a mail address.</source>
        <translation>可按姓名开头、完整电话号码或邮箱地址查找。</translation>
    </message>
    <message>
        <source>Name, phone or mail</source>
        <translation>姓名、电话或邮箱</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>客户</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::CustomerPage</name>
    <message>
        <source>Customers</source>
        <translation>客户</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::CustomerPanel</name>
    <message>
        <source>Not on this seat</source>
        <translation>本席位没有</translation>
    </message>
    <message>
        <source>You may not see this customer, or it has not been fetched yet.</source>
        <translation>您无权查看该客户，或尚未取到。</translation>
    </message>
    <message>
        <source>No customer</source>
        <translation>没有客户</translation>
    </message>
    <message>
        <source>This ticket is not linked to a customer.</source>
        <translation>该工单没有关联客户。</translation>
    </message>
    <message>
        <source>The customer could not be read</source>
        <translation>客户信息无法读取</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Open customer page</source>
        <translation>打开客户页面</translation>
    </message>
    <message>
        <source>Who a ticket is about is shown here while it is open.</source>
        <translation>打开工单后，这里显示对应的客户。</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::CustomerPicker</name>
    <message>
        <source>Name, phone number or mail address</source>
        <translation>姓名、电话或邮箱</translation>
    </message>
    <message>
        <source>Customers found</source>
        <translation>找到的客户</translation>
    </message>
    <message>
        <source>Name of the customer</source>
        <translation>客户名称</translation>
    </message>
    <message>
        <source>Phone or mail</source>
        <translation>电话或邮箱</translation>
    </message>
    <message>
        <source>Phone number or mail address</source>
        <translation>电话号码或邮箱地址</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>Create the customer</source>
        <translation>创建客户</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更换</translation>
    </message>
    <message>
        <source>Choose another customer</source>
        <translation>选择其他客户</translation>
    </message>
    <message>
        <source>%1  ·  %2</source>
        <translation>%1  ·  %2</translation>
    </message>
    <message>
        <source>A name is needed.</source>
        <translation>请填写客户名称。</translation>
    </message>
    <message>
        <source>This is neither a phone number nor a mail address.</source>
        <translation>这既不是电话号码，也不是邮箱地址。</translation>
    </message>
    <message>
        <source>New customer %1</source>
        <translation>新建客户“%1”</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::CustomersView</name>
    <message>
        <source>Copied: %1</source>
        <translation>已复制：%1</translation>
    </message>
    <message>
        <source>Not on this seat</source>
        <translation>本席位没有</translation>
    </message>
    <message>
        <source>You may not see this customer, or it has not been fetched yet.</source>
        <translation>您无权查看该客户，或尚未取到。</translation>
    </message>
    <message>
        <source>The customer could not be read</source>
        <translation>客户信息无法读取</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>No customer chosen</source>
        <translation>未选择客户</translation>
    </message>
    <message>
        <source>Choose one at the left, or search by name, phone or mail.</source>
        <translation>请在左侧选择，或按姓名、电话、邮箱查找。</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::DashboardPage</name>
    <message>
        <source>Figures</source>
        <translation>指标</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::DashboardView</name>
    <message>
        <source>Figures</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>团队</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>时间段</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>The figures are being worked out from the events on this computer.</source>
        <translation>正在用本机上的事件计算指标。</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 14 days</source>
        <translation>最近 14 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>最近 90 天</translation>
    </message>
    <message>
        <source>All I can see</source>
        <translation>我能看到的全部</translation>
    </message>
    <message>
        <source>Nothing has been fetched from the server yet.</source>
        <translation>还没有从服务器取到数据。</translation>
    </message>
    <message>
        <source>Data complete up to %1. Days as in %2.</source>
        <translation>数据完整至 %1。日期按 %2 划分。</translation>
    </message>
    <message>
        <source>My open tickets by age</source>
        <translation>我的未完成工单（按时长）</translation>
    </message>
    <message>
        <source>Handled per day</source>
        <translation>每日处理量</translation>
    </message>
    <message>
        <source>My first response time per day</source>
        <translation>我的每日首次响应时间</translation>
    </message>
    <message>
        <source>Volume by channel</source>
        <translation>各渠道工单量</translation>
    </message>
    <message>
        <source>Open tickets at the end of the day</source>
        <translation>每日末未完成工单</translation>
    </message>
    <message>
        <source>First response time</source>
        <translation>首次响应时间</translation>
    </message>
    <message>
        <source>Resolution time</source>
        <translation>解决时间</translation>
    </message>
    <message>
        <source>Satisfaction (0–100)</source>
        <translation>满意度（0–100）</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>A figure and the part of it: &quot;Handled, 12 Nov&quot;</extracomment>
        <translation>%1，%2</translation>
    </message>
    <message numerus="yes">
        <source>Covers %1 of %n team(s)</source>
        <extracomment>How many teams&apos; tickets the figures are made of, and how many teams there are</extracomment>
        <translation>
            <numerusform>涵盖 %n 个团队中的 %1 个</numerusform>
        </translation>
    </message>
    <message>
        <source>This computer holds the tickets of no team.</source>
        <translation>本机没有任何团队的工单。</translation>
    </message>
    <message>
        <source>Only %1: this computer holds no tickets of other teams.</source>
        <translation>只含%1：本机没有其他团队的工单。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Without tickets that moved on</source>
        <translation>不含已转出的工单</translation>
    </message>
    <message>
        <source>Tickets that have moved to another team took their history along: it is not in these figures.</source>
        <translation>已转到其他团队的工单连同其历史一并移走，不计入这些指标。</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::DeskActions</name>
    <message>
        <source>New ticket</source>
        <translation>新建工单</translation>
    </message>
    <message>
        <source>Next ticket</source>
        <translation>下一个工单</translation>
    </message>
    <message>
        <source>Previous ticket</source>
        <translation>上一个工单</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Show or fold the views</source>
        <translation>显示或收起视图栏</translation>
    </message>
    <message>
        <source>List over the whole width</source>
        <translation>列表占满整个宽度</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>内部备注</translation>
    </message>
    <message>
        <source>Assign to me</source>
        <translation>分配给我</translation>
    </message>
    <message>
        <source>Resolve</source>
        <translation>标为已完成</translation>
    </message>
    <message>
        <source>Put on hold</source>
        <translation>挂起</translation>
    </message>
    <message>
        <source>Open or reopen</source>
        <translation>转为处理中</translation>
    </message>
    <message>
        <source>Priority low</source>
        <translation>优先级：低</translation>
    </message>
    <message>
        <source>Priority normal</source>
        <translation>优先级：普通</translation>
    </message>
    <message>
        <source>Priority high</source>
        <translation>优先级：高</translation>
    </message>
    <message>
        <source>Priority urgent</source>
        <translation>优先级：紧急</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::DeskPage</name>
    <message>
        <source>Inbox</source>
        <translation>收件箱</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::ErrorBanner</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::ErrorText</name>
    <message>
        <source>That did not get through. Nothing was changed; try again.</source>
        <translation>操作未送达，没有任何更改，请重试。</translation>
    </message>
    <message>
        <source>The server is about to stop. Your work is safe and is sent when it is back.</source>
        <translation>服务器即将停止。您的内容已妥善保存，待其恢复后发送。</translation>
    </message>
    <message>
        <source>The server is busy. Your work is safe and is sent as soon as it can be.</source>
        <translation>服务器繁忙。您的内容已妥善保存，将尽快发送。</translation>
    </message>
    <message>
        <source>Please sign in again. You can go on working; your changes wait until then.</source>
        <translation>请重新登录。您可以继续工作，更改会保留到登录之后再同步。</translation>
    </message>
    <message>
        <source>Somebody changed the same thing. Choose which version to keep.</source>
        <translation>其他人修改了同一内容，请选择要保留的版本。</translation>
    </message>
    <message>
        <source>This cannot be done.</source>
        <translation>无法执行此操作。</translation>
    </message>
    <message>
        <source>Tidedesk cannot go on with this data. Please ask your administrator.</source>
        <translation>Tidedesk 无法继续使用此数据，请联系管理员。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>A sentence, then the code of the error for support</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Your role does not allow this.</source>
        <translation>您的角色不允许此操作。</translation>
    </message>
    <message>
        <source>This now belongs to a team you are not in.</source>
        <translation>它现在属于您不在的团队。</translation>
    </message>
    <message>
        <source>It no longer exists on the server.</source>
        <translation>服务器上已不存在。</translation>
    </message>
    <message>
        <source>The server already has it.</source>
        <translation>服务器已有此项。</translation>
    </message>
    <message>
        <source>The server does not know one of these fields. Its version may be older.</source>
        <translation>服务器不认识其中某个字段，可能版本较旧。</translation>
    </message>
    <message>
        <source>One of these fields cannot be changed by hand.</source>
        <translation>其中某个字段不能手工更改。</translation>
    </message>
    <message>
        <source>One of the values does not fit its field.</source>
        <translation>其中某个值与字段不符。</translation>
    </message>
    <message>
        <source>A value that is required is missing.</source>
        <translation>缺少必填的值。</translation>
    </message>
    <message>
        <source>It refers to something the server does not know.</source>
        <translation>它引用了服务器不认识的内容。</translation>
    </message>
    <message>
        <source>The ticket cannot go to that status from the one it is in now.</source>
        <translation>工单不能从当前状态转到该状态。</translation>
    </message>
    <message>
        <source>The text is too long.</source>
        <translation>文字太长。</translation>
    </message>
    <message>
        <source>Something it builds on was not accepted.</source>
        <translation>它所依赖的更改未被接受。</translation>
    </message>
    <message>
        <source>There was nothing to do.</source>
        <translation>没有需要做的。</translation>
    </message>
    <message>
        <source>The server cannot be reached. Your work is safe and is sent later.</source>
        <translation>无法连接服务器。您的工作已保存，稍后发送。</translation>
    </message>
    <message>
        <source>The server&apos;s name cannot be found. Are you connected to the network?</source>
        <translation>找不到服务器名称。网络连接正常吗？</translation>
    </message>
    <message>
        <source>The server&apos;s machine answers, but the service is not running.</source>
        <translation>服务器主机有响应，但服务没有运行。</translation>
    </message>
    <message>
        <source>The server did not answer in time. It is tried again.</source>
        <translation>服务器未及时响应，将重试。</translation>
    </message>
    <message>
        <source>The request was broken off.</source>
        <translation>请求已中断。</translation>
    </message>
    <message>
        <source>The address of the server is not valid.</source>
        <translation>服务器地址无效。</translation>
    </message>
    <message>
        <source>The connection is not secure: the server&apos;s certificate is not trusted.</source>
        <translation>连接不安全：服务器证书不受信任。</translation>
    </message>
    <message>
        <source>The network sends us elsewhere. Perhaps it wants you to sign in to it first.</source>
        <translation>网络把请求转到了别处，可能需要先登录该网络。</translation>
    </message>
    <message>
        <source>The proxy of your network refuses the connection.</source>
        <translation>网络代理拒绝了连接。</translation>
    </message>
    <message>
        <source>This version is too old for the server. Please update Tidedesk.</source>
        <translation>此版本对服务器来说太旧，请更新 Tidedesk。</translation>
    </message>
    <message>
        <source>The live connection was closed. Changes are fetched every now and then.</source>
        <translation>实时连接已关闭，将定期获取更改。</translation>
    </message>
    <message>
        <source>The server&apos;s answer arrived damaged. It is fetched again.</source>
        <translation>服务器的应答已损坏，将重新获取。</translation>
    </message>
    <message>
        <source>The server&apos;s answer arrived cut off. It is fetched again.</source>
        <translation>服务器的应答不完整，将重新获取。</translation>
    </message>
    <message>
        <source>This seat and the server were out of step. It is fetched again.</source>
        <translation>本席位与服务器不同步，将重新获取。</translation>
    </message>
    <message>
        <source>The server&apos;s answer was larger than any should be.</source>
        <translation>服务器的应答超出了应有的大小。</translation>
    </message>
    <message>
        <source>The server did not say what became of this. It is sent again.</source>
        <translation>服务器没有说明结果，将重新发送。</translation>
    </message>
    <message>
        <source>The server answered something else. It is sent again.</source>
        <translation>服务器答非所问，将重新发送。</translation>
    </message>
    <message>
        <source>This change is too large to be sent.</source>
        <translation>此更改太大，无法发送。</translation>
    </message>
    <message>
        <source>The server does not know this kind of record. Its version may be older.</source>
        <translation>服务器不认识这类记录，可能版本较旧。</translation>
    </message>
    <message>
        <source>The server is being restarted. It is tried again.</source>
        <translation>服务器正在重启，将重试。</translation>
    </message>
    <message>
        <source>The answer could not be understood.</source>
        <translation>无法理解应答。</translation>
    </message>
    <message>
        <source>The data on this computer are in use at the moment. Please try again.</source>
        <translation>本机数据正被使用，请重试。</translation>
    </message>
    <message>
        <source>The disk is full. Free some space; nothing has been lost.</source>
        <translation>磁盘已满。请腾出空间；没有丢失任何内容。</translation>
    </message>
    <message>
        <source>The disk reports an error. Please tell your administrator.</source>
        <translation>磁盘报告错误，请告知管理员。</translation>
    </message>
    <message>
        <source>There is not enough memory. Close other programs and try again.</source>
        <translation>内存不足。请关闭其他程序后重试。</translation>
    </message>
    <message>
        <source>This was broken off before it was finished. Please try again.</source>
        <translation>操作未完成即中断，请重试。</translation>
    </message>
    <message>
        <source>This could not be finished and was taken back. Please try again.</source>
        <translation>操作未能完成，已撤回，请重试。</translation>
    </message>
    <message>
        <source>This does not fit the data that are there.</source>
        <translation>与现有数据不符。</translation>
    </message>
    <message>
        <source>One of the values cannot be stored.</source>
        <translation>其中某个值无法保存。</translation>
    </message>
    <message>
        <source>The data on this computer cannot be opened.</source>
        <translation>本机数据无法打开。</translation>
    </message>
    <message>
        <source>The program made a mistake. Please report it.</source>
        <translation>程序出错，请反馈。</translation>
    </message>
    <message>
        <source>The program is not installed properly.</source>
        <translation>程序安装不完整。</translation>
    </message>
    <message>
        <source>A newer version of Tidedesk has used these data. Please update.</source>
        <translation>这些数据已被更新版本的 Tidedesk 使用，请更新。</translation>
    </message>
    <message>
        <source>Tidedesk is already running with this profile.</source>
        <translation>Tidedesk 已在使用此配置运行。</translation>
    </message>
    <message>
        <source>This has been sent already and may have reached the server. It cannot be taken back.</source>
        <translation>此项已发送，可能已到达服务器，无法撤回。</translation>
    </message>
    <message>
        <source>This is no longer waiting.</source>
        <translation>此项已不在等待。</translation>
    </message>
    <message>
        <source>A change that was waiting is damaged and cannot be sent.</source>
        <translation>一项等待发送的更改已损坏，无法发送。</translation>
    </message>
    <message>
        <source>This has been decided already.</source>
        <translation>此项已有决定。</translation>
    </message>
    <message>
        <source>The file arrived damaged.</source>
        <translation>文件已损坏。</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>文件为空。</translation>
    </message>
    <message>
        <source>The file is too large.</source>
        <translation>文件太大。</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>文件无法读取。</translation>
    </message>
    <message>
        <source>Nobody is signed in.</source>
        <translation>没有人登录。</translation>
    </message>
    <message>
        <source>This profile belongs to another person.</source>
        <translation>此配置属于另一个人。</translation>
    </message>
    <message>
        <source>User name or password is wrong.</source>
        <translation>用户名或密码错误。</translation>
    </message>
    <message>
        <source>You have been offline for too long. Please sign in while connected.</source>
        <translation>您离线太久，请联网后登录。</translation>
    </message>
    <message>
        <source>What answered is not a Tidedesk server.</source>
        <translation>应答的不是 Tidedesk 服务器。</translation>
    </message>
    <message>
        <source>There is no such filter.</source>
        <translation>没有这个筛选项。</translation>
    </message>
    <message>
        <source>This filter has no such value.</source>
        <translation>该筛选项没有这个值。</translation>
    </message>
    <message>
        <source>This filter needs a value.</source>
        <translation>该筛选项需要一个值。</translation>
    </message>
    <message>
        <source>A number is expected here.</source>
        <translation>这里需要数字。</translation>
    </message>
    <message>
        <source>A date is expected here, such as 2026-09-01.</source>
        <translation>这里需要日期，例如 2026-09-01。</translation>
    </message>
    <message>
        <source>The closing quotation mark is missing.</source>
        <translation>缺少结束引号。</translation>
    </message>
    <message>
        <source>The query is too long; only its beginning is used.</source>
        <translation>查询太长，只使用开头部分。</translation>
    </message>
    <message>
        <source>Too many words; only the first ones are used.</source>
        <translation>词太多，只使用前面的。</translation>
    </message>
    <message>
        <source>The search index cannot be used.</source>
        <translation>搜索索引无法使用。</translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation>出现问题。</translation>
    </message>
    <message>
        <source>This computer&apos;s copy of the server&apos;s data is damaged. It is fetched again at the next start; your unsent work lies apart.</source>
        <translation>本机保存的服务器数据副本已损坏，下次启动时会重新获取；您尚未发送的工作单独保存，不受影响。</translation>
    </message>
    <message>
        <source>The reply refers to messages that the server does not have. Please look at the ticket again.</source>
        <translation>该回复引用了服务器上没有的消息，请重新查看工单。</translation>
    </message>
    <message>
        <source>Only a ticket that is on hold can have a reason for it.</source>
        <translation>只有挂起的工单才能填写挂起原因。</translation>
    </message>
    <message>
        <source>Too many attempts to sign in. Please wait a while before the next one.</source>
        <translation>登录尝试过于频繁，请稍后再试。</translation>
    </message>
    <message>
        <source>The session has ended. Please sign in again; your work waits until then.</source>
        <translation>登录已过期。请重新登录；您的工作会保留到那时。</translation>
    </message>
    <message>
        <source>The session was ended on the server. Please sign in again; your work waits until then.</source>
        <translation>服务器结束了本次登录。请重新登录；您的工作会保留到那时。</translation>
    </message>
    <message>
        <source>On the server this seat belongs to another person.</source>
        <translation>在服务器上，此席位属于另一个人。</translation>
    </message>
    <message>
        <source>The server does not have this file.</source>
        <translation>服务器上没有这个文件。</translation>
    </message>
    <message>
        <source>The server does not know files of this name.</source>
        <translation>服务器不认识这样命名的文件。</translation>
    </message>
    <message>
        <source>The server has not enough memory. Please tell your administrator; your work is safe.</source>
        <translation>服务器内存不足，请告知管理员；您的工作已妥善保存。</translation>
    </message>
    <message>
        <source>The server&apos;s disk is full. Please tell your administrator; your work is safe.</source>
        <translation>服务器磁盘已满，请告知管理员；您的工作已妥善保存。</translation>
    </message>
    <message>
        <source>The server is not installed properly. Please tell your administrator.</source>
        <translation>服务器安装不完整，请告知管理员。</translation>
    </message>
    <message>
        <source>This account is disabled. Please ask your administrator; work on this computer is kept.</source>
        <translation>该账号已停用，请联系管理员；本机上的工作会保留。</translation>
    </message>
    <message>
        <source>The file of the session on this computer is damaged. Please sign in while the server can be reached; your work waits until then.</source>
        <translation>本机的登录文件已损坏。请在能连接服务器时重新登录；您的工作会保留到那时。</translation>
    </message>
    <message>
        <source>This computer&apos;s copy of the server&apos;s data was damaged and is being fetched again. Your unsent work lies apart.</source>
        <translation>本机上的服务器数据副本已损坏，正在重新获取。未发送的工作另存一处，不受影响。</translation>
    </message>
    <message>
        <source>A file that was to be sent is no longer on this computer, or damaged. Please attach it again.</source>
        <translation>待发送的文件已不在本机或已损坏，请重新附加。</translation>
    </message>
    <message>
        <source>The server does not have so much of this file.</source>
        <translation>服务器上的该文件没有这么长。</translation>
    </message>
    <message>
        <source>The server does not have the beginning of this file.</source>
        <translation>服务器上缺少该文件的开头部分。</translation>
    </message>
    <message>
        <source>You have sent as many files as the server takes from one person in a day. What waits is sent later.</source>
        <translation>您今天发送的文件已达到服务器的每日上限，其余文件稍后发送。</translation>
    </message>
    <message>
        <source>The server&apos;s room for files is used up. What waits is sent later.</source>
        <translation>服务器的文件空间已用完，其余文件稍后发送。</translation>
    </message>
    <message>
        <source>A message takes at most 20 files and 100 MB together.</source>
        <translation>一条消息最多附 20 个文件，合计不超过 100 MB。</translation>
    </message>
    <message>
        <source>The file with your unsent work is damaged. Please start Tidedesk again: it takes out what is whole and shows what is not.</source>
        <translation>保存您未发送工作的文件已损坏。请重新启动程序：完好的部分会被取出，损坏的部分会显示给您。</translation>
    </message>
    <message>
        <source>The server has been restored from a backup. What was sent goes out again.</source>
        <translation>服务器已从备份恢复，已发送的内容会重新发送。</translation>
    </message>
    <message>
        <source>A ticket cannot be merged into itself.</source>
        <translation>工单不能合并到自身。</translation>
    </message>
    <message>
        <source>That ticket was itself merged into another. Please merge into that one.</source>
        <translation>该工单已合并到另一张工单，请合并到那一张。</translation>
    </message>
    <message>
        <source>This ticket was merged into another. Please go on there; notes can still be written here.</source>
        <translation>此工单已合并到另一张工单。请在那里继续；这里仍可写内部备注。</translation>
    </message>
    <message>
        <source>There is nothing of this left to take back.</source>
        <translation>此操作已没有可撤销的内容。</translation>
    </message>
    <message>
        <source>This seat was revoked. Please ask your administrator, or sign in again; work on this computer is kept.</source>
        <translation>本席位已被吊销。请联系管理员，或重新登录；本机上的工作会保留。</translation>
    </message>
    <message>
        <source>The server does not know this seat.</source>
        <translation>服务器不认识此席位。</translation>
    </message>
    <message>
        <source>This seat was revoked. Work on this computer that had not been sent is sealed; only the server can open it.</source>
        <translation>本席位已被吊销。本机上尚未发送的工作已封存，只有服务器能打开。</translation>
    </message>
    <message>
        <source>This seat was signed out before and cannot hand in by itself. Please give the sealed file to your administrator.</source>
        <translation>本席位此前已退出登录，无法自行上交。请把封存文件交给管理员。</translation>
    </message>
    <message>
        <source>This is sealed work of another person.</source>
        <translation>这是他人的封存工作。</translation>
    </message>
    <message>
        <source>This was sealed for another server. Please give the sealed file to your administrator.</source>
        <translation>这是为另一台服务器封存的。请把封存文件交给管理员。</translation>
    </message>
    <message>
        <source>The sealed file is damaged. Please give it to your administrator.</source>
        <translation>封存文件已损坏。请交给管理员。</translation>
    </message>
    <message>
        <source>The server has given no key to seal with.</source>
        <translation>服务器没有提供封存所用的密钥。</translation>
    </message>
    <message>
        <source>The sealed work is larger than the server takes. Please give the sealed file to your administrator.</source>
        <translation>封存的工作超过服务器接收的大小。请把封存文件交给管理员。</translation>
    </message>
    <message>
        <source>The server has too much sealed work of yours already. Please ask your administrator.</source>
        <translation>服务器上您的封存工作已经太多。请联系管理员。</translation>
    </message>
    <message>
        <source>A ticket is closed when it is merged.</source>
        <translation>工单合并时必须关闭。</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::EventSentence</name>
    <message>
        <source>nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>something outside your view</source>
        <translation>您看不到的对象</translation>
    </message>
    <message>
        <source>%1 gave the ticket back</source>
        <translation>%1 退回了工单</translation>
    </message>
    <message>
        <source>%1 took the ticket</source>
        <translation>%1 领取了工单</translation>
    </message>
    <message>
        <source>somebody outside your view</source>
        <translation>您看不到的同事</translation>
    </message>
    <message>
        <source>The ticket was assigned to %1</source>
        <translation>工单被分配给 %1</translation>
    </message>
    <message>
        <source>%1 assigned the ticket to %2</source>
        <translation>%1 将工单分配给 %2</translation>
    </message>
    <message>
        <source>The system</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>%1 added the tag %2</source>
        <translation>%1 添加了标签 %2</translation>
    </message>
    <message>
        <source>%1 removed the tag %2</source>
        <translation>%1 移除了标签 %2</translation>
    </message>
    <message>
        <source>%1 added the tag %2 and removed %3</source>
        <translation>%1 添加了标签 %2，移除了 %3</translation>
    </message>
    <message>
        <source>%1 changed something</source>
        <translation>%1 作了修改</translation>
    </message>
    <message>
        <source>The ticket came in</source>
        <translation>工单进入系统</translation>
    </message>
    <message>
        <source>%1 opened the ticket</source>
        <translation>%1 登记了工单</translation>
    </message>
    <message>
        <source>The customer wrote</source>
        <translation>客户发来消息</translation>
    </message>
    <message>
        <source>A reply was sent</source>
        <translation>已发送回复</translation>
    </message>
    <message>
        <source>%1 replied</source>
        <translation>%1 回复了客户</translation>
    </message>
    <message>
        <source>An automatic reply was sent</source>
        <translation>已发送自动回复</translation>
    </message>
    <message>
        <source>An internal note was written</source>
        <translation>添加了内部备注</translation>
    </message>
    <message>
        <source>%1 wrote an internal note</source>
        <translation>%1 写了内部备注</translation>
    </message>
    <message>
        <source>The customer gave %1 of 5</source>
        <translation>客户评分 %1（满分 5）</translation>
    </message>
    <message>
        <source>The status is %1</source>
        <translation>状态为“%1”</translation>
    </message>
    <message>
        <source>The status changed from %1 to %2</source>
        <translation>状态由“%1”变为“%2”</translation>
    </message>
    <message>
        <source>%1 changed the status from %2 to %3</source>
        <translation>%1 将状态由“%2”改为“%3”</translation>
    </message>
    <message>
        <source>The ticket has no assignee now</source>
        <translation>工单不再有处理人</translation>
    </message>
    <message>
        <source>%1 changed %2</source>
        <translation>%1 修改了“%2”</translation>
    </message>
    <message>
        <source>%1 changed %2 from %3 to %4</source>
        <translation>%1 将“%2”由 %3 改为 %4</translation>
    </message>
    <message>
        <source>The ticket was taken out of another again</source>
        <translation>工单已从另一工单中取出</translation>
    </message>
    <message>
        <source>%1 took the ticket out of another again</source>
        <translation>%1将工单从另一工单中取出</translation>
    </message>
    <message>
        <source>The ticket was merged into another</source>
        <translation>工单已合并到另一工单</translation>
    </message>
    <message>
        <source>%1 merged the ticket into another</source>
        <translation>%1将工单合并到另一工单</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::FieldText</name>
    <message>
        <source>, </source>
        <extracomment>Between the members of a list, such as tags</extracomment>
        <translation>、</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::FigureText</name>
    <message>
        <source>First response time</source>
        <translation>首次响应时间</translation>
    </message>
    <message>
        <source>Next response time</source>
        <translation>后续响应时间</translation>
    </message>
    <message>
        <source>Resolution time</source>
        <translation>解决时间</translation>
    </message>
    <message>
        <source>Reopen rate</source>
        <translation>重开率</translation>
    </message>
    <message>
        <source>Tickets that came back after a resolve, of all that were resolved.</source>
        <translation>解决后又重开的工单占已解决工单的比例。</translation>
    </message>
    <message>
        <source>Solved at first contact</source>
        <translation>首次解决率</translation>
    </message>
    <message>
        <source>Resolved after one contact by one agent, and not back within the reopen window. Younger ones are not counted yet.</source>
        <translation>一次联系、一名坐席解决，且在重开期内未返回。未满重开期的暂不计入。</translation>
    </message>
    <message>
        <source>SLA attainment</source>
        <translation>SLA 达成率</translation>
    </message>
    <message>
        <source>Targets met, of those that came due.</source>
        <translation>到期目标中达成的比例。</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>工单量</translation>
    </message>
    <message>
        <source>Tickets created, and contacts that belong to no ticket.</source>
        <translation>创建的工单，以及不属于任何工单的联系。</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>Tickets created.</source>
        <translation>创建的工单。</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>已解决</translation>
    </message>
    <message>
        <source>Tickets resolved, each once per day and agent.</source>
        <translation>解决的工单，每人每天每单计一次。</translation>
    </message>
    <message>
        <source>Closed unresolved</source>
        <translation>未解决关闭</translation>
    </message>
    <message>
        <source>Tickets closed without having been resolved.</source>
        <translation>未解决就关闭的工单。</translation>
    </message>
    <message>
        <source>Handled</source>
        <translation>处理量</translation>
    </message>
    <message>
        <source>Tickets replied to or resolved, each once per day and agent.</source>
        <translation>回复或解决的工单，每人每天每单计一次。</translation>
    </message>
    <message>
        <source>Open tickets</source>
        <translation>未完成工单</translation>
    </message>
    <message>
        <source>Tickets open at the end of the period, by their age since creation.</source>
        <translation>期末未完成的工单，按创建以来的时长。</translation>
    </message>
    <message>
        <source>Satisfaction</source>
        <translation>满意度</translation>
    </message>
    <message>
        <source>Mean of the ratings 1 to 5, times 20: 4 of 5 is 80.</source>
        <translation>1–5 分评分的均值乘以 20：4 分即 80。</translation>
    </message>
    <message>
        <source>Satisfied customers</source>
        <translation>满意客户</translation>
    </message>
    <message>
        <source>Share of ratings that are 4 or 5.</source>
        <translation>评分为 4 或 5 的比例。</translation>
    </message>
    <message>
        <source>Rating response</source>
        <translation>评价回收率</translation>
    </message>
    <message>
        <source>Share of resolved tickets and answered contacts that were rated.</source>
        <translation>已解决工单和已接通联系中有评价的比例。</translation>
    </message>
    <message>
        <source>Average handle time</source>
        <translation>平均处理时长</translation>
    </message>
    <message>
        <source>Talk, hold and after-contact work of answered contacts. Mean.</source>
        <translation>已接通联系的通话、保持和后处理时间。均值。</translation>
    </message>
    <message>
        <source>Speed of answer</source>
        <translation>应答速度</translation>
    </message>
    <message>
        <source>Wait of answered inbound contacts. Mean.</source>
        <translation>已接通呼入的等待时间。均值。</translation>
    </message>
    <message>
        <source>Abandoned</source>
        <translation>放弃率</translation>
    </message>
    <message>
        <source>Inbound contacts given up by the customer, of all offered.</source>
        <translation>客户放弃的呼入占全部呼入的比例。</translation>
    </message>
    <message>
        <source>Service level</source>
        <translation>服务水平</translation>
    </message>
    <message>
        <source>Answered in time, of those offered. Very short abandons are not counted.</source>
        <translation>及时接通占呼入的比例。极短的放弃不计。</translation>
    </message>
    <message>
        <source>Service level of answered</source>
        <translation>接通服务水平</translation>
    </message>
    <message>
        <source>Answered in time, of those answered.</source>
        <translation>及时接通占接通的比例。</translation>
    </message>
    <message>
        <source>Service level without early abandons</source>
        <translation>剔除早放弃的服务水平</translation>
    </message>
    <message>
        <source>Answered in time, of those offered less those abandoned in time.</source>
        <translation>及时接通占（呼入减早放弃）的比例。</translation>
    </message>
    <message>
        <source>Service level with early abandons</source>
        <translation>计入早放弃的服务水平</translation>
    </message>
    <message>
        <source>Answered or abandoned in time, of those offered.</source>
        <translation>及时接通或早放弃占呼入的比例。</translation>
    </message>
    <message>
        <source>Occupancy</source>
        <translation>占用率</translation>
    </message>
    <message>
        <source>Time spent handling, of handling and ready time.</source>
        <translation>处理时间占处理与就绪时间之和的比例。</translation>
    </message>
    <message>
        <source>not measured yet</source>
        <translation>尚未计量</translation>
    </message>
    <message numerus="yes">
        <source>only %n answer(s), too few to show</source>
        <translation>
            <numerusform>只有 %n 份评价，太少不予显示</numerusform>
        </translation>
    </message>
    <message>
        <source>no data</source>
        <translation>无数据</translation>
    </message>
    <message numerus="yes">
        <source>%Ln case(s)</source>
        <translation>
            <numerusform>%Ln 例</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) left out: their times contradict each other</source>
        <translation>
            <numerusform>剔除 %n 例：时间自相矛盾</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) not decided yet</source>
        <translation>
            <numerusform>%n 例尚未定论</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) without hold time</source>
        <translation>
            <numerusform>%n 例没有保持时间</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) without after-contact work</source>
        <translation>
            <numerusform>%n 例没有后处理时间</numerusform>
        </translation>
    </message>
    <message>
        <source>The period is not over, or its data are not complete yet</source>
        <translation>时间段未结束，或数据尚不完整</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>under 4 h</source>
        <translation>4 小时以内</translation>
    </message>
    <message>
        <source>4–24 h</source>
        <translation>4–24 小时</translation>
    </message>
    <message>
        <source>1–3 days</source>
        <translation>1–3 天</translation>
    </message>
    <message>
        <source>3–7 days</source>
        <translation>3–7 天</translation>
    </message>
    <message>
        <source>over 7 days</source>
        <translation>超过 7 天</translation>
    </message>
    <message>
        <source>week of %1</source>
        <translation>%1 当周</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>90% within</source>
        <translation>90% 分位</translation>
    </message>
    <message>
        <source>From a customer&apos;s first message to the first reply a person wrote. Median, calendar time; automatic replies do not count.</source>
        <translation>从客户首条消息到首次人工回复。中位数，按自然时间计；自动回复不算。</translation>
    </message>
    <message>
        <source>From a customer&apos;s further message to the next reply a person wrote. Median, calendar time.</source>
        <translation>从客户后续消息到下一次人工回复。中位数，按自然时间计。</translation>
    </message>
    <message>
        <source>From the creation of a ticket to its last resolve, less the time on hold. Median, calendar time.</source>
        <translation>从创建工单到最后一次解决，减去挂起时间。中位数，按自然时间计。</translation>
    </message>
    <message>
        <source>in the period</source>
        <translation>本期内</translation>
    </message>
    <message>
        <source>at the end of the period</source>
        <translation>期末</translation>
    </message>
    <message>
        <source>median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均值</translation>
    </message>
    <message>
        <source>share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>%1 · n=%2</source>
        <extracomment>What kind of number a figure is, and of how many cases: &quot;median · n=42&quot;</extracomment>
        <translation>%1 · n=%2</translation>
    </message>
    <message>
        <source>Median %1, mean %2, 90% within %3</source>
        <translation>中位数 %1，平均 %2，90% 不超过 %3</translation>
    </message>
    <message>
        <source>%1 to %2, days as in %3</source>
        <extracomment>First and last day of the period, and the time zone whose days they are</extracomment>
        <translation>%1 至 %2，日期按 %3 划分</translation>
    </message>
    <message numerus="yes">
        <source>Reopen window: %n day(s)</source>
        <translation>
            <numerusform>重开期：%n 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Shown from %n answer(s) on</source>
        <translation>
            <numerusform>满 %n 份评价才显示</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In time: answered within %n second(s)</source>
        <translation>
            <numerusform>按时：%n 秒内接起</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Very short: given up within %n second(s)</source>
        <translation>
            <numerusform>极短：%n 秒内放弃</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::FileChips</name>
    <message>
        <source>%1  (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Remove file %1</source>
        <translation>移除文件 %1</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::FilterBar</name>
    <message>
        <source>Any status</source>
        <translation>任意状态</translation>
    </message>
    <message>
        <source>Any priority</source>
        <translation>任意优先级</translation>
    </message>
    <message>
        <source>Any channel</source>
        <translation>任意渠道</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Any tag</source>
        <translation>任意标签</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Clear all filters</source>
        <translation>清除所有筛选</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::Formats</name>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n 分钟前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n min</source>
        <translation>
            <numerusform>%n 分钟后</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%n 小时前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n h</source>
        <translation>
            <numerusform>%n 小时后</numerusform>
        </translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>昨天 %1</translation>
    </message>
    <message>
        <source>tomorrow %1</source>
        <translation>明天 %1</translation>
    </message>
    <message>
        <source>d MMM</source>
        <extracomment>Day and month as QLocale pattern, the year left out: 12 Aug</extracomment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>%1, %2 (%3)</source>
        <extracomment>Date, time of day and name of the time zone</extracomment>
        <translation>%1 %2（%3）</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 天 %2 小时</translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n 小时</numerusform>
        </translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>Date, time of day</extracomment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::HeaderBar</name>
    <message>
        <source>Search tickets, messages, customers</source>
        <translation>搜索工单、消息、客户</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::HistoryView</name>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::InboxPane</name>
    <message>
        <source>Tickets</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>这里没有内容</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Nothing matches the filters</source>
        <translation>没有符合筛选条件的工单</translation>
    </message>
    <message>
        <source>There may be tickets in this view that the filters leave out.</source>
        <translation>此视图中可能有被筛选条件排除的工单。</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Nothing waits for you</source>
        <translation>没有等待您处理的工单</translation>
    </message>
    <message>
        <source>No ticket is in this view now.</source>
        <translation>此视图中目前没有工单。</translation>
    </message>
    <message>
        <source>Fold the views away</source>
        <translation>收起视图栏</translation>
    </message>
    <message>
        <source>Show the views</source>
        <translation>显示视图栏</translation>
    </message>
    <message>
        <source>Take the next ticket from Unassigned, or press A on one to make it yours.</source>
        <translation>从“未分配”中领取下一个工单，或在某个工单上按 A 分配给自己。</translation>
    </message>
    <message>
        <source>No ticket stands behind it</source>
        <translation>背后没有工单</translation>
    </message>
    <message>
        <source>What was counted has no ticket, for example calls that were never written up.</source>
        <translation>统计到的内容没有对应工单，例如未登记的来电。</translation>
    </message>
    <message>
        <source>Not on this computer</source>
        <translation>不在这台电脑上</translation>
    </message>
    <message>
        <source>The tickets behind this figure have left what you may see.</source>
        <translation>该指标背后的工单已不在您的可见范围内。</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::InboxViews</name>
    <message>
        <source>Mine</source>
        <translation>我的工单</translation>
    </message>
    <message>
        <source>Unassigned</source>
        <translation>未分配</translation>
    </message>
    <message>
        <source>My team</source>
        <translation>我的团队</translation>
    </message>
    <message>
        <source>All open</source>
        <translation>全部未完成</translation>
    </message>
    <message>
        <source>All tickets</source>
        <translation>全部工单</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>队列</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::KeyNumbers</name>
    <message>
        <source>Open tickets</source>
        <translation>未完成工单</translation>
    </message>
    <message>
        <source>All tickets</source>
        <translation>全部工单</translation>
    </message>
    <message>
        <source>Purchases</source>
        <translation>购买</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>Contract</source>
        <translation>合同</translation>
    </message>
    <message>
        <source>Purchases that were not cancelled, less refunds. Currencies are not added up.</source>
        <translation>未取消的购买减去退款。不同币种不相加。</translation>
    </message>
    <message>
        <source>Unpaid part of the invoices that are past their due date.</source>
        <translation>已过付款期账单的未付部分。</translation>
    </message>
    <message>
        <source>in total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>last 100 only</source>
        <translation>仅最近 100 条</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>nothing overdue</source>
        <translation>无逾期</translation>
    </message>
    <message>
        <source>unpaid</source>
        <translation>未付</translation>
    </message>
    <message numerus="yes">
        <source>ended %n day(s) ago</source>
        <translation>
            <numerusform>已到期 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>ends today</source>
        <translation>今天到期</translation>
    </message>
    <message numerus="yes">
        <source>ends in %n day(s)</source>
        <translation>
            <numerusform>%n 天后到期</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::MainWindow</name>
    <message>
        <source>Search everything</source>
        <translation>全局搜索</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>转到%1</translation>
    </message>
    <message>
        <source>%1 - Tidedesk</source>
        <extracomment>Name of the page, name of the program</extracomment>
        <translation>%1 - Tidedesk</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::MessageBlock</name>
    <message>
        <source>Internal note</source>
        <translation>内部备注</translation>
    </message>
    <message>
        <source>Internal note by %1</source>
        <translation>%1 的内部备注</translation>
    </message>
    <message>
        <source>Message from %1</source>
        <translation>%1 的消息</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>等待发送</translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒绝</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::MessageList</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>recorded by %1</source>
        <translation>由 %1 记录</translation>
    </message>
    <message>
        <source>Automatic reply</source>
        <translation>自动回复</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Colleague</source>
        <translation>同事</translation>
    </message>
    <message numerus="yes">
        <source>Show %n earlier message(s)</source>
        <translation>
            <numerusform>显示更早的 %n 条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>来自 %1</translation>
    </message>
    <message>
        <source>in %1, %2</source>
        <translation>来自 %1，%2</translation>
    </message>
    <message>
        <source>Ticket %1, &quot;%2&quot;, was merged into this one. Its messages stand here, too.</source>
        <translation>工单 %1“%2”已合并到此工单，其消息也显示在这里。</translation>
    </message>
    <message>
        <source>A ticket was merged into this one, and taken out again or moved out of your view.</source>
        <translation>曾有工单合并到此工单，后来被取出或移出了您的可见范围。</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::NewTicketDialog</name>
    <message>
        <source>New ticket</source>
        <translation>新建工单</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Create ticket</source>
        <translation>创建工单</translation>
    </message>
    <message>
        <source>Filed under</source>
        <translation>归类</translation>
    </message>
    <message>
        <source>What the customer says, in their words</source>
        <translation>客户的原话</translation>
    </message>
    <message>
        <source>I take care of it myself</source>
        <translation>由我处理</translation>
    </message>
    <message>
        <source>Discard draft</source>
        <translation>丢弃草稿</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>What you have typed is kept</source>
        <translation>已输入的内容会保留</translation>
    </message>
    <message>
        <source>Create ticket (Ctrl+Enter)</source>
        <translation>创建工单 (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Please write a subject: it is what colleagues see in the list.</source>
        <translation>请填写主题：同事在列表中看到的就是它。</translation>
    </message>
    <message>
        <source>Queue of my team</source>
        <translation>我的团队队列</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::OutboxController</name>
    <message>
        <source>accepted by the server, its effects are on their way</source>
        <translation>服务器已接受，结果正在返回</translation>
    </message>
    <message numerus="yes">
        <source>tried %n time(s)</source>
        <translation>
            <numerusform>已尝试 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>done %1, not sent yet</source>
        <translation>操作于%1，尚未发送</translation>
    </message>
    <message>
        <source>done %1, %2</source>
        <translation>操作于%1，%2</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::OutboxView</name>
    <message>
        <source>Taken back. Nothing was sent.</source>
        <translation>已撤回，没有发送任何内容。</translation>
    </message>
    <message>
        <source>Changes that wait to be sent</source>
        <translation>等待发送的更改</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>立即发送</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>放弃…</translation>
    </message>
    <message>
        <source>Everything is sent</source>
        <translation>全部已发送</translation>
    </message>
    <message>
        <source>The server has received all of your work.</source>
        <translation>服务器已收到您的全部工作。</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) waiting to be sent</source>
        <translation>
            <numerusform>%n 项更改等待发送</numerusform>
        </translation>
    </message>
    <message>
        <source>The outbox could not be read</source>
        <translation>发件箱无法读取</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>This may have reached the server already, so it can no longer be taken back.</source>
        <translation>此项可能已到达服务器，无法再撤回。</translation>
    </message>
    <message>
        <source>Discard this change?</source>
        <translation>放弃此更改？</translation>
    </message>
    <message>
        <source>%1

It has not been sent. It is undone on this computer, together with the changes that build on it.</source>
        <translation>%1

尚未发送。将在本机撤销，连同依赖它的更改。</translation>
    </message>
    <message>
        <source>Discard change</source>
        <translation>放弃更改</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>%1; the oldest was done %2</source>
        <translation>%1；最早的操作于%2</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::PartsBar</name>
    <message>
        <source>Customer %1</source>
        <translation>客户 %1</translation>
    </message>
    <message>
        <source>Open the customer %1</source>
        <translation>打开客户 %1</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Parts of the ticket</source>
        <translation>工单的各部分</translation>
    </message>
    <message>
        <source>Not synced</source>
        <translation>未同步</translation>
    </message>
    <message>
        <source>Changes of this ticket wait to be sent to the server.</source>
        <translation>此工单的更改等待发送到服务器。</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::ProfileButton</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Account: %1</source>
        <extracomment>Name of the person who is signed in</extracomment>
        <translation>账户：%1</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::ProfileForm</name>
    <message>
        <source>Every team</source>
        <translation>所有团队</translation>
    </message>
    <message>
        <source>yyyy-mm-dd</source>
        <translation>年-月-日</translation>
    </message>
    <message>
        <source>This cannot be empty.</source>
        <translation>不能为空。</translation>
    </message>
    <message>
        <source>Please write a date such as 1990-06-30.</source>
        <translation>请填写日期，例如 1990-06-30。</translation>
    </message>
    <message>
        <source>A supervisor decides this, because it decides who sees the customer.</source>
        <translation>此项决定谁能看到该客户，须由主管设置。</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::PropertyBar</name>
    <message>
        <source>Nobody</source>
        <translation>无人</translation>
    </message>
    <message>
        <source>%1 (me)</source>
        <translation>%1（我）</translation>
    </message>
    <message>
        <source>Claimed until %1</source>
        <translation>领取有效至 %1</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::QuestionDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::RailButton</name>
    <message numerus="yes">
        <source>%1, %n waiting</source>
        <extracomment>Name of a page, number of things waiting there</extracomment>
        <translation>
            <numerusform>%1，%n 项待处理</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::RejectedCard</name>
    <message>
        <source>Text copied.</source>
        <translation>文字已复制。</translation>
    </message>
    <message>
        <source>Discard this change?</source>
        <translation>放弃此更改？</translation>
    </message>
    <message>
        <source>It was never made on the server and is forgotten here.</source>
        <translation>服务器上从未做过此更改，本机也将忘记。</translation>
    </message>
    <message>
        <source>Discard change</source>
        <translation>放弃更改</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation>未被接受</translation>
    </message>
    <message>
        <source>The server did not accept this: %1</source>
        <translation>服务器没有接受：%1</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>复制文字</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>放弃…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::ReturnedCard</name>
    <message>
        <source>Discard this reply?</source>
        <translation>放弃此回复？</translation>
    </message>
    <message>
        <source>The customer will not get it, and its text is gone.</source>
        <translation>客户不会收到，文字也将丢失。</translation>
    </message>
    <message>
        <source>Discard reply</source>
        <translation>放弃回复</translation>
    </message>
    <message>
        <source>Reply not sent</source>
        <translation>回复未发送</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) came in that you had not seen when you wrote this. Read on, then decide.</source>
        <translation>
            <numerusform>您写回复时还没看到的 %n 条消息已到达。请先阅读，再决定。</numerusform>
        </translation>
    </message>
    <message>
        <source>Came in between</source>
        <translation>其间到达</translation>
    </message>
    <message>
        <source>Your reply</source>
        <translation>您的回复</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>放弃…</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>立即发送</translation>
    </message>
    <message>
        <source>Some of them have not been fetched yet.</source>
        <translation>其中一些尚未取到。</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::ReviewCard</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::ReviewsView</name>
    <message numerus="yes">
        <source>%n thing(s) need your decision. Nothing is lost until you decide.</source>
        <translation>
            <numerusform>有 %n 项需要您决定。在您决定之前不会丢失任何内容。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>再显示 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to decide</source>
        <translation>没有需要决定的</translation>
    </message>
    <message>
        <source>Conflicts and replies that were not sent appear here.</source>
        <translation>冲突和未发送的回复会显示在这里。</translation>
    </message>
    <message>
        <source>The list could not be read</source>
        <translation>列表无法读取</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::SearchPage</name>
    <message>
        <source>Search results</source>
        <translation>搜索结果</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::SearchResults</name>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Fewer words find more. Words in quotes must stand exactly so.</source>
        <translation>词越少找到越多。引号中的词须完全一致。</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>搜索全部</translation>
    </message>
    <message>
        <source>Words, ticket numbers, names, phone numbers; filters such as status:open or priority:high.</source>
        <translation>词语、工单号、姓名、电话；也可用 状态:处理中、优先级:高 等筛选。</translation>
    </message>
    <message>
        <source>“%1” at character %2: %3</source>
        <extracomment>The piece of the query that was not understood, where it begins, and why</extracomment>
        <translation>第 %2 个字符处的“%1”：%3</translation>
    </message>
    <message>
        <source>The index is %1% complete; older entries may be missing.</source>
        <translation>索引已完成 %1%；较早的内容可能缺失。</translation>
    </message>
    <message>
        <source>The search did not work</source>
        <translation>搜索失败</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Search results</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>The best %1 of each kind are shown. More words find fewer.</source>
        <translation>每类仅显示最相关的 %1 条。多输入几个词可缩小范围。</translation>
    </message>
    <message>
        <source>See all results</source>
        <translation>查看全部结果</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::SearchView</name>
    <message>
        <source>Results for “%1”</source>
        <translation>“%1”的搜索结果</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>返回（Esc）</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Kind of result</source>
        <translation>结果类型</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::ShortcutsOverlay</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::SignInDialog</name>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Sign in to Tidedesk</source>
        <translation>登录 Tidedesk</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>正在登录…</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Hand in</source>
        <translation>上交</translation>
    </message>
    <message>
        <source>This seat was revoked.</source>
        <translation>本席位已被吊销。</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) that had not been sent are sealed in %1; only the server can open them.</source>
        <translation>
            <numerusform>尚未发送的 %n 项更改已封存在 %1，只有服务器能打开。</numerusform>
        </translation>
    </message>
    <message>
        <source>What was left on this computer is sealed in %1; only the server can open it.</source>
        <translation>本机上留下的内容已封存在 %1，只有服务器能打开。</translation>
    </message>
    <message>
        <source>The server has what was to be handed in; an administrator decides about it.</source>
        <translation>需要上交的内容服务器已收到，由管理员决定如何处理。</translation>
    </message>
    <message>
        <source>The server does not have it yet.</source>
        <translation>服务器尚未收到。</translation>
    </message>
    <message>
        <source>Once your administrator lets you in again, signing in here brings everything back.</source>
        <translation>管理员重新启用后，在此登录即可恢复全部内容。</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::SkeletonRows</name>
    <message>
        <source>Loading</source>
        <translation>正在加载</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::SortButton</name>
    <message>
        <source>Created</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>最近更新</translation>
    </message>
    <message>
        <source>Highest first</source>
        <translation>从高到低</translation>
    </message>
    <message>
        <source>Lowest first</source>
        <translation>从低到高</translation>
    </message>
    <message>
        <source>Greatest first</source>
        <translation>从大到小</translation>
    </message>
    <message>
        <source>Smallest first</source>
        <translation>从小到大</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>从新到旧</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>从旧到新</translation>
    </message>
    <message>
        <source>Order: %1, %2</source>
        <translation>排序：%1，%2</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::SubjectTitles</name>
    <message>
        <source>A customer no longer on this seat</source>
        <translation>已不在本席位的客户</translation>
    </message>
    <message>
        <source>A ticket no longer on this seat</source>
        <translation>已不在本席位的工单</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::SyncIndicator</name>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>Syncing…</source>
        <translation>正在同步…</translation>
    </message>
    <message>
        <source>Syncing… %1</source>
        <translation>正在同步… %1</translation>
    </message>
    <message>
        <source>Working offline</source>
        <translation>离线工作</translation>
    </message>
    <message>
        <source>Working offline since %1</source>
        <translation>自 %1 起离线工作</translation>
    </message>
    <message>
        <source>Signed out by the server. Your work is kept here.</source>
        <translation>服务器已将您登出，您的内容保留在本机。</translation>
    </message>
    <message>
        <source>The server does not accept this program. Your work is kept here.</source>
        <translation>服务器不接受此程序，您的内容保留在本机。</translation>
    </message>
    <message>
        <source>Never synced</source>
        <translation>尚未同步</translation>
    </message>
    <message>
        <source>As of %1</source>
        <translation>截至 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) review</source>
        <translation>
            <numerusform>%n 项需复核</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n 项待发送</numerusform>
        </translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即重试</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::TagEditor</name>
    <message>
        <source>Remove tag %1</source>
        <translation>移除标签 %1</translation>
    </message>
    <message>
        <source>Add tag…</source>
        <translation>添加标签…</translation>
    </message>
    <message>
        <source>New tag</source>
        <translation>新标签</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::TicketHeader</name>
    <message>
        <source>Provisional: the server gives the number</source>
        <translation>临时编号：正式编号由服务器分配</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Merge into another ticket…</source>
        <translation>合并到其他工单…</translation>
    </message>
    <message>
        <source>Make the latest message a ticket of its own…</source>
        <translation>将最新消息拆分为新工单…</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::TicketListModel</name>
    <message>
        <source>Ticket</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>Click to sort by it</source>
        <translation>点击按此列排序</translation>
    </message>
    <message>
        <source>needs your decision</source>
        <translation>需要您决定</translation>
    </message>
    <message>
        <source>not yet sent to the server</source>
        <translation>尚未发送到服务器</translation>
    </message>
    <message>
        <source>Provisional: the server gives the number</source>
        <translation>临时编号：正式编号由服务器分配</translation>
    </message>
    <message>
        <source>A change of yours needs your decision</source>
        <translation>您的一项更改需要您决定</translation>
    </message>
    <message>
        <source>Changes wait to be sent to the server</source>
        <translation>有更改等待发送到服务器</translation>
    </message>
    <message>
        <source>Last change: %1</source>
        <translation>最近更新：%1</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::TicketPane</name>
    <message>
        <source>No ticket open</source>
        <translation>没有打开的工单</translation>
    </message>
    <message>
        <source>This ticket is no longer in your view</source>
        <translation>该工单已不在您的视图中</translation>
    </message>
    <message>
        <source>It was moved to a queue of another team, or the local store is still being filled.</source>
        <translation>它已移到其他团队的队列，或本地数据仍在填充。</translation>
    </message>
    <message>
        <source>Save attachment</source>
        <translation>保存附件</translation>
    </message>
    <message>
        <source>The file could not be saved there.</source>
        <translation>无法保存到该位置。</translation>
    </message>
    <message>
        <source>You are editing the reply that came back.</source>
        <translation>您正在编辑被退回的回复。</translation>
    </message>
    <message>
        <source>Stop editing</source>
        <translation>停止编辑</translation>
    </message>
    <message>
        <source>Choose one from the list, or press C to open a new one.</source>
        <translation>从列表中选择一个，或按 C 登记新工单。</translation>
    </message>
    <message>
        <source>Somebody else changed this too: %1. Their value stands until you decide.</source>
        <translation>其他人也修改了：%1。在您决定之前，以对方的值为准。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>去处理</translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s) came in while you were writing.</source>
        <translation>
            <numerusform>您写作期间收到 %n 条新消息。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s) below.</source>
        <translation>
            <numerusform>下方有 %n 条新消息。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Please read what came in first, then send again.</source>
        <translation>请先阅读新收到的消息，然后再次发送。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>The ticket is yours.</source>
        <translation>工单已分配给您。</translation>
    </message>
    <message>
        <source>Status: %1</source>
        <translation>状态：%1</translation>
    </message>
    <message>
        <source>Priority: %1</source>
        <translation>优先级：%1</translation>
    </message>
    <message>
        <source>The file is saved.</source>
        <translation>文件已保存。</translation>
    </message>
    <message>
        <source>a ticket outside your view</source>
        <translation>您可见范围之外的工单</translation>
    </message>
    <message>
        <source>This ticket was merged into %1: customers are answered there.</source>
        <translation>此工单已合并到 %1：请在那里回复客户。</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>Merge into which ticket?</source>
        <translation>合并到哪张工单？</translation>
    </message>
    <message>
        <source>Number of the ticket that goes on</source>
        <translation>保留的工单编号</translation>
    </message>
    <message>
        <source>Merge tickets</source>
        <translation>合并工单</translation>
    </message>
    <message>
        <source>There is no ticket %1 in your view.</source>
        <translation>您的可见范围内没有工单 %1。</translation>
    </message>
    <message>
        <source>The tickets are merged.</source>
        <translation>工单已合并。</translation>
    </message>
    <message>
        <source>The customer has written nothing here.</source>
        <translation>客户在这里没有留言。</translation>
    </message>
    <message>
        <source>A ticket of its own for the latest message</source>
        <translation>将最新消息拆分为新工单</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Make a ticket</source>
        <translation>新建工单</translation>
    </message>
    <message>
        <source>The new ticket is open.</source>
        <translation>新工单已打开。</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::TicketTable</name>
    <message>
        <source>Proposed columns</source>
        <translation>恢复默认列</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::TimelineModel</name>
    <message>
        <source>Ticket opened · %1 · now %2</source>
        <translation>工单创建 · %1 · 现为%2</translation>
    </message>
    <message>
        <source>Ticket resolved</source>
        <translation>工单已完成</translation>
    </message>
    <message>
        <source>Ticket resolved · rated %1 of 5</source>
        <translation>工单已完成 · 评分 %1（满分 5）</translation>
    </message>
    <message>
        <source>talked %1</source>
        <translation>通话 %1</translation>
    </message>
    <message>
        <source>rated %1 of 5</source>
        <translation>评分 %1（满分 5）</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::Toast</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::UnsentNotice</name>
    <message>
        <source>%1, %2: %3</source>
        <extracomment>Author, time, beginning of the message</extracomment>
        <translation>%1，%2：%3</translation>
    </message>
    <message numerus="yes">
        <source>Not sent: %n message(s) came in that you had not seen.</source>
        <translation>
            <numerusform>未发送：期间有 %n 条您尚未看到的消息。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>未发送：%1</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>立即发送</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::Vocabulary</name>
    <message>
        <source>Teams</source>
        <translation>团队</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Ways to reach</source>
        <translation>联系方式</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>交易</translation>
    </message>
    <message>
        <source>Contracts</source>
        <translation>合同</translation>
    </message>
    <message>
        <source>Receivables</source>
        <translation>应收账款</translation>
    </message>
    <message>
        <source>Product usage</source>
        <translation>产品使用</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>Interactions</source>
        <translation>互动</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>Active days</source>
        <translation>活跃天数</translation>
    </message>
    <message>
        <source>By</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>After</source>
        <translation>变更后</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>客服</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>数据截至</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>变更前</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>生日</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>City</source>
        <translation>城市</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>公司</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Created by</source>
        <translation>创建人</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>Own fields</source>
        <translation>自定义字段</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Display name</source>
        <translation>显示名称</translation>
    </message>
    <message>
        <source>Done at</source>
        <translation>发生时间</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>到期日</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>邮件</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>结束日期</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>First reply</source>
        <translation>首次回复</translation>
    </message>
    <message>
        <source>Data flaw</source>
        <translation>数据缺陷</translation>
    </message>
    <message>
        <source>Checksum</source>
        <translation>校验和</translation>
    </message>
    <message>
        <source>On hold for</source>
        <translation>挂起原因</translation>
    </message>
    <message>
        <source>Hold time</source>
        <translation>保持时长</translation>
    </message>
    <message>
        <source>Inbound</source>
        <translation>呼入</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Last active</source>
        <translation>最近活跃</translation>
    </message>
    <message>
        <source>Last operation</source>
        <translation>最近操作</translation>
    </message>
    <message>
        <source>File type</source>
        <translation>文件类型</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Sign-in name</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>Customer name</source>
        <translation>客户名称</translation>
    </message>
    <message>
        <source>Normal form</source>
        <translation>规范形式</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Customer number</source>
        <translation>客户编号</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已付款</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>套餐</translation>
    </message>
    <message>
        <source>Preferred</source>
        <translation>首选</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>满意度评分</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Reopened</source>
        <translation>重开次数</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>已解决</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>授权数</translation>
    </message>
    <message>
        <source>Seen up to</source>
        <translation>已读至</translation>
    </message>
    <message>
        <source>Customer since</source>
        <translation>成为客户时间</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Source key</source>
        <translation>来源编号</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>开始日期</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Talk time</source>
        <translation>通话时长</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>团队</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>客户等级</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>趋势</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>更新时间</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Waiting time</source>
        <translation>等待时长</translation>
    </message>
    <message>
        <source>Waiting since</source>
        <translation>等待起始</translation>
    </message>
    <message>
        <source>After-contact work</source>
        <translation>话后处理</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>撰写时间</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>New</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>挂起</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Customer&apos;s answer</source>
        <translation>等待客户答复</translation>
    </message>
    <message>
        <source>Supplier</source>
        <translation>等待供应商</translation>
    </message>
    <message>
        <source>Colleagues</source>
        <translation>等待内部同事</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>在线聊天</translation>
    </message>
    <message>
        <source>Web form</source>
        <translation>网页表单</translation>
    </message>
    <message>
        <source>Social media</source>
        <translation>社交媒体</translation>
    </message>
    <message>
        <source>WeChat</source>
        <translation>微信</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已接听</translation>
    </message>
    <message>
        <source>Abandoned</source>
        <translation>已放弃</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>未接听</translation>
    </message>
    <message>
        <source>Ticket created</source>
        <translation>工单创建</translation>
    </message>
    <message>
        <source>Customer wrote</source>
        <translation>客户来信</translation>
    </message>
    <message>
        <source>Reply sent</source>
        <translation>已回复</translation>
    </message>
    <message>
        <source>Note added</source>
        <translation>添加备注</translation>
    </message>
    <message>
        <source>Status changed</source>
        <translation>状态变更</translation>
    </message>
    <message>
        <source>Assigned</source>
        <translation>已分配</translation>
    </message>
    <message>
        <source>Field changed</source>
        <translation>字段变更</translation>
    </message>
    <message>
        <source>Tags changed</source>
        <translation>标签变更</translation>
    </message>
    <message>
        <source>Rated</source>
        <translation>已评价</translation>
    </message>
    <message>
        <source>Automatic reply</source>
        <translation>自动回复</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>班组长</translation>
    </message>
    <message>
        <source>Service manager</source>
        <translation>服务经理</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>个人</translation>
    </message>
    <message>
        <source>Silver</source>
        <translation>银卡</translation>
    </message>
    <message>
        <source>Gold</source>
        <translation>金卡</translation>
    </message>
    <message>
        <source>VIP</source>
        <translation>VIP</translation>
    </message>
    <message>
        <source>WhatsApp</source>
        <translation>WhatsApp</translation>
    </message>
    <message>
        <source>Weibo</source>
        <translation>微博</translation>
    </message>
    <message>
        <source>Other system</source>
        <translation>其他系统</translation>
    </message>
    <message>
        <source>Purchase</source>
        <translation>购买</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>Ordered</source>
        <translation>已下单</translation>
    </message>
    <message>
        <source>Shipped</source>
        <translation>已发货</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>已退款</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已到期</translation>
    </message>
    <message>
        <source>Terminated</source>
        <translation>已终止</translation>
    </message>
    <message>
        <source>Not due</source>
        <translation>未到期</translation>
    </message>
    <message>
        <source>Partly paid</source>
        <translation>部分付款</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>已逾期</translation>
    </message>
    <message>
        <source>Written off</source>
        <translation>已核销</translation>
    </message>
    <message>
        <source>Amount paid</source>
        <translation>已付金额</translation>
    </message>
    <message>
        <source>Resolved at</source>
        <translation>完成时间</translation>
    </message>
    <message>
        <source>Merged into</source>
        <translation>已合并到</translation>
    </message>
    <message>
        <source>Split from</source>
        <translation>拆分自</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>已合并</translation>
    </message>
    <message>
        <source>Minutes of a claim</source>
        <translation>领取时限（分钟）</translation>
    </message>
    <message>
        <source>Claimed until</source>
        <translation>领取有效至</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::WorkPage</name>
    <message>
        <source>My changes</source>
        <translation>我的更改</translation>
    </message>
</context>
<context>
    <name>tidedesk::ui::WorkView</name>
    <message>
        <source>My changes</source>
        <translation>我的更改</translation>
    </message>
    <message>
        <source>To decide (%1)</source>
        <translation>待决定（%1）</translation>
    </message>
    <message>
        <source>Waiting to be sent (%1)</source>
        <translation>等待发送（%1）</translation>
    </message>
</context>
</TS>
