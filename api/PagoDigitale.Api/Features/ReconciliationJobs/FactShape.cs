using PagoDigitale.Core.Reconciliation;
using PagoDigitale.Core.Remittance;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>
/// The facts of an item without its amounts, as one number that SQL computes: a quarter of a million payments have a few
/// dozen shapes, and <see cref="Classifier"/> is asked once for each.
/// </summary>
public static class FactShape
{
    public const int Position = 1;
    public const int Receipt = 2;
    public const int ReportRow = 4;
    public const int Movement = 8;
    public const int WholeFlow = 16;
    public const int PositionExpected = 32;
    public const int MovementOverdue = 64;
    public const int Duplicate = 128;
    public const int OutsideNode = 256;
    public const int AmountDiffers = 512;
    public const int KindFlow = 1024;
    public const int KindIuv = 2048;
    public const int RepeatedMovement = 4096;
    public const int TransferredSingly = 8192;
    public const int PaidDifferently = 16384;
    public const int PaidAfterRelease = 32768;
    public const int ReportedDifferently = 65536;
    public const int KnownReference = 131072;
    public const int RepeatedRow = 262144;
    public const int Debit = 524288;
    public const int SumWrong = 1048576;
    public const int AccountedDifferently = 2097152;

    public const int Proposed = 4194304;

    /// <summary>The outcome code plus one stands above the flags; zero there is no outcome.</summary>
    public const int Outcome = 8388608;

    public static Classification Classify(int shape) => Classifier.Classify(Facts(shape));

    private static Facts Facts(int shape)
    {
        var differs = Has(AmountDiffers);
        return new()
        {
            HasPosition = Has(Position),
            HasReceipt = Has(Receipt),
            HasReportRow = Has(ReportRow),
            HasMovement = Has(Movement),
            IsWholeFlow = Has(WholeFlow),
            IsPositionExpected = Has(PositionExpected),
            IsMovementOverdue = Has(MovementOverdue),
            IsDuplicate = Has(Duplicate),
            IsOutsideNode = Has(OutsideNode),
            IsRepeatedMovement = Has(RepeatedMovement),
            IsTransferredSingly = Has(TransferredSingly),
            IsPaidDifferently = Has(PaidDifferently),
            IsPaidAfterRelease = Has(PaidAfterRelease),
            IsReportedDifferently = Has(ReportedDifferently),
            IsReferenceKnown = Has(KnownReference),
            IsRepeatedRow = Has(RepeatedRow),
            IsDebit = Has(Debit),
            IsSumWrong = Has(SumWrong),
            IsAccountedDifferently = Has(AccountedDifferently),
            HasProposals = Has(Proposed),
            // Only whether they agree matters to the class; the words carry the real amounts.
            MovementCents = Has(Movement) ? 1 : null,
            ReportTotalCents = Has(ReportRow)
                ? differs
                    ? 2
                    : 1
                : null,
            ReceiptCents = Has(Receipt)
                ? differs
                    ? 2
                    : 1
                : null,
            ReferenceKind =
                Has(KindFlow) ? RemittanceKind.Flow
                : Has(KindIuv) ? RemittanceKind.Iuv
                : RemittanceKind.None,
            OutcomeCode = shape / Outcome == 0 ? null : shape / Outcome - 1,
        };

        bool Has(int flag) => (shape & flag) != 0;
    }
}
