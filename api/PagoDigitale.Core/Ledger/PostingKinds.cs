using static PagoDigitale.Core.Ledger.LedgerAccount;
using static PagoDigitale.Core.Ledger.PostingKind;

namespace PagoDigitale.Core.Ledger;

/// <summary>Which kinds of postings touch an account (<see cref="PostingRules"/>), whichever way round.</summary>
public static class PostingKinds
{
    public static IReadOnlyList<PostingKind> Of(LedgerAccount account) =>
        account switch
        {
            Receivables => [Issued, Cancelled, Reopened, Paid, PaidOutsideNode, AmountChanged, Assigned],
            Revenue => [Issued, Cancelled, Reopened, AmountChanged, Claimed],
            PspClearing => [Paid, Reported],
            ReportedClearing => [Reported, Transferred],
            BankSuspense => [PaidOutsideNode, Transferred, Regularised],
            Treasury => [Regularised, Refunded],
            PayerCredits => [Paid, PaidOutsideNode, Assigned, Refunded, Claimed],
            _ => [Issued, Cancelled, Reopened, Paid, PaidOutsideNode, AmountChanged],
        };
}
