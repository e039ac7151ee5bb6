using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Ledger;

/// <summary>The books: postings, and the trial balance that proves them against the registers.</summary>
public sealed class LedgerFeature : Feature
{
    public override int Floor => 11;

    public override IReadOnlyList<string> Tables => ["ledger_proofs", "posting_balances", "posting_counts", "posting_totals"];

    public override IReadOnlyList<Type> RecurringJobs => [typeof(FoldBalances), typeof(ProveLedgers)];

    public override IReadOnlyList<IdentifierKind> Identifiers => [new("pst", "posting")];

    public override IReadOnlyList<string> ScopeNames => [Scopes.LedgerRead];

    public override IReadOnlyList<string> LedgerControls =>
        [
            "receivables-against-open-instalments",
            "payments-against-receipts",
            "payer-credits-against-receipts",
            "outside-payments-against-receipts",
            "reported-against-rendicontazioni",
            "transferred-against-movements",
            "regularised-against-reversali",
            "collected-is-settled",
            "collected-within-issued",
            "refunded-within-credits",
            "regularised-by-payment",
            "regularised-within-collected",
            "regularised-within-transferred",
            "reported-within-rows",
            "settled-with-money",
            "balances-against-postings",
            "accertamenti-against-payments",
        ];

    public override IReadOnlyList<Type> Texts => [typeof(LedgerTexts)];

    public override void AddServices(IServiceCollection services)
    {
        services.AddPerCall(
            typeof(BalanceControlQueries),
            typeof(BookedControlQueries),
            typeof(CollectionCountQueries),
            typeof(CollectionExceptionQueries),
            typeof(FoldPostings),
            typeof(LedgerProofs),
            typeof(ListCorrectionCasesHandler),
            typeof(ListPostingsHandler),
            typeof(ReadCollectionByMonthHandler),
            typeof(ReadCollectionSummaryHandler),
            typeof(ReadTrialBalanceHandler),
            typeof(RebuildBalances)
        );
    }
}
