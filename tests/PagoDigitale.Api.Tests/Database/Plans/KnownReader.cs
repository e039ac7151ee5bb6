namespace PagoDigitale.Api.Tests.Database.Plans;

/// <summary>
/// A statement that reads far because that is what it is asked (specs/decisions/0010-plans.md): linear in what there is, all the same.
/// </summary>
/// <param name="Doing">The operation, with the beginning of its query; or a job.</param>
/// <param name="Sql">What tells the statement from others of the same call; empty for all of them.</param>
/// <param name="IsAlwaysSo">False where it depends on when the server vacuums.</param>
public sealed record KnownReader(string Doing, string Sql, Allowance Allowance, string Why, bool IsAlwaysSo = true)
{
    private const string Sums = "It sums what it sums.";
    private const string Walks = "A filter without an index of its own: the list is walked, newest first, until the page is full.";
    private const string OpenEnded = "Days without an end are no range to look up: the list is walked.";

    private const string Told = "What was told since the last vacuum, a fiftieth of all at most, is passed over in the index.";

    public static readonly KnownReader[] All =
    [
        new("", "SELECT know_table_size()", Allowance.Journal, "ANALYZE looks at 30,000 pages at most, when a table has doubled."),
        new(
            "listEventsAcrossOrganizations",
            "SELECT number_events",
            Allowance.For(50),
            "It gives their places to the events since the last reading."
        ),
        new(
            "",
            "SELECT count(*), min(next_attempt_at) FROM missing_receipts",
            Allowance.Organization,
            "It counts payments whose receipt is asked for now, of which the copies of the story have thousands."
        ),
        new(
            "changeConnection",
            "UPDATE missing_receipts",
            Allowance.For(300),
            "It looks through what waits for its time, of which the copies of the story have hundreds."
        ),
        new("listEventsAcrossOrganizations", "NOT EXISTS (SELECT FROM public.events", Allowance.For(50), Told, IsAlwaysSo: false),
        new("listAcaNotices?state=to-load", "", Allowance.Organization, Told, IsAlwaysSo: false),
        new("a notice for the archive", "SELECT instalment_id FROM aca_notices", Allowance.Organization, Told, IsAlwaysSo: false),
        new("readTrialBalance", "", Allowance.Organization, Sums),
        new("readCollectionSummary", "", Allowance.Organization, Sums),
        new(
            "listCorrectionCases",
            "-- The open cases",
            Allowance.Organization,
            "All that is unusual is looked through; here all is copied."
        ),
        new(
            "listExpectedFlows",
            "",
            Allowance.Organization,
            "It sums what no rendicontazione tells of yet; here that is a tenth of all payments."
        ),
        new("readCollectionByMonth", "SELECT month", Allowance.Organization, "A year's balances, and what waits for them."),
        new("listAllocations?day=", "", Allowance.Organization, "A day's payments are summed."),
        new("replaceIban", "SELECT count(*) FILTER", Allowance.Organization, "It counts the open notices that it will change."),
        new("changeService", "SELECT count(*) FROM instalments", Allowance.Organization, "It counts the open notices that it touches."),
        new(
            "allocateService",
            "positions",
            Allowance.Organization,
            "A service can have all positions of an organization: they are read as a set."
        ),
        new(
            "listReceipts?classification=",
            "",
            Allowance.For(20),
            "What a run has just changed leaves dead versions in the index until they are cleaned."
        ),
        new("listRendicontazioni?pspId=", "", Allowance.Organization, Walks),
        new("listRendicontazioni?paid", "", Allowance.Organization, OpenEnded),
        new(
            "listPositions",
            "SELECT i.position_id, c.receipt_record_id, i.paid_cents",
            Allowance.For(50),
            "Each paid position of the page is looked at."
        ),
        new(
            "listIbanNotices?replacementId=",
            "",
            Allowance.Organization,
            "What a replacement changed is looked up by it and put in order: it can be all open notices."
        ),
        new(
            "listIbanNotices",
            "FROM door.instalments i",
            Allowance.Organization,
            "Notices are walked, newest first, until the page is full of those of the account."
        ),
        new("listBankStatements?q=", "", Allowance.For(20), "An organization has a statement a day, and a part of a text has no index."),
        new("listMovements?q=", "", Allowance.Organization, "A part of a text has no index."),
        new("listReversali?", "", Allowance.Organization, Walks),
        new("listFlowRows?", "", Allowance.For(LargestFile), "It walks the rows of the flow."),
        new("excludeFlowRows", "", Allowance.For(LargestFile), "The rows of the flow are read in their order."),
        new("includeFlowRows", "", Allowance.For(LargestFile), "The rows of the flow are read in their order."),
        new("listIbanReplacements?state=", "", Allowance.Organization, "An organization has few, and a page holds them."),
        new(
            "withdrawBankStatement",
            "SELECT DISTINCT v.year",
            Allowance.Organization,
            "All reversali are compared with the flows of the statement."
        ),
    ];

    private const int LargestFile = 200;

    public bool Is(ExplainedStatement statement) =>
        statement.Doing.StartsWith(Doing, StringComparison.Ordinal) && statement.Sql.Contains(Sql, StringComparison.Ordinal);
}
