namespace PagoDigitale.Platform.Security;

/// <summary>Every scope there is: one per resource and verb.</summary>
public static class Scopes
{
    public const string ClientsManage = "clients:manage";
    public const string OrganizationsManage = "organizations:manage";
    public const string OrganizationsRead = "organizations:read";
    public const string OrganizationsWrite = "organizations:write";
    public const string ServicesRead = "services:read";
    public const string ServicesWrite = "services:write";
    public const string DebtorsRead = "debtors:read";
    public const string DebtorsWrite = "debtors:write";
    public const string AccertamentiRead = "accertamenti:read";
    public const string AccertamentiWrite = "accertamenti:write";
    public const string PositionsRead = "positions:read";
    public const string PositionsWrite = "positions:write";
    public const string FlowsRead = "flows:read";
    public const string FlowsWrite = "flows:write";
    public const string NoticesRead = "notices:read";
    public const string ReceiptsRead = "receipts:read";
    public const string ReceiptsWrite = "receipts:write";
    public const string RefusedMessagesRead = "refused-messages:read";
    public const string RefusedMessagesWrite = "refused-messages:write";
    public const string RefusedMessagesManage = "refused-messages:manage";
    public const string RendicontazioniRead = "rendicontazioni:read";
    public const string RendicontazioniWrite = "rendicontazioni:write";
    public const string BankStatementsRead = "bank-statements:read";
    public const string BankStatementsWrite = "bank-statements:write";
    public const string ReconciliationJobsRead = "reconciliation-jobs:read";
    public const string ReconciliationJobsWrite = "reconciliation-jobs:write";
    public const string ReversaliRead = "reversali:read";
    public const string ReversaliWrite = "reversali:write";
    public const string AllocationsRead = "allocations:read";
    public const string LatePaymentsRead = "late-payments:read";
    public const string AcaNoticesRead = "aca-notices:read";
    public const string AcaNoticesWrite = "aca-notices:write";
    public const string ConnectionsRead = "connections:read";
    public const string ConnectionsWrite = "connections:write";
    public const string PublishedFlowsRead = "published-flows:read";
    public const string PublishedFlowsWrite = "published-flows:write";
    public const string MissingReceiptsRead = "missing-receipts:read";
    public const string MissingReceiptsWrite = "missing-receipts:write";
    public const string ExpectedFlowsRead = "expected-flows:read";
    public const string LedgerRead = "ledger:read";
    public const string ActivityLogRead = "activity-log:read";
    public const string EventsRead = "events:read";
    public const string JobsManage = "jobs:manage";
    public const string TaxonomyManage = "taxonomy:manage";

    public static readonly IReadOnlyList<string> All =
    [
        .. typeof(Scopes).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!),
    ];
}
