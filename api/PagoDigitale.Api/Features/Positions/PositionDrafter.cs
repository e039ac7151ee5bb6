using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>Turns planned instalments into rows, with their notice numbers.</summary>
public sealed class PositionDrafter(NoticeNumberWriter notices, RegistryQueries registry, TenantSession session)
{
    /// <param name="owed">The payment option that is owed; of the others nothing is issued.</param>
    /// <param name="dryRun">Numbers are looked at and not taken.</param>
    public async Task<Outcome<List<Instalment>>> DraftAsync(
        IReadOnlyList<PlannedInstalment> planned,
        Guid position,
        string description,
        InstalmentState state,
        int owed,
        DateTimeOffset now,
        bool dryRun,
        CancellationToken ct
    )
    {
        if (await CheckGivenAsync(planned, ct) is { } taken)
            return taken;
        var missing = planned.Count(p => p.NoticeNumber is null);
        var numbers = missing == 0 ? new List<string>() : await TakeAsync(missing, dryRun, ct);
        if (numbers.Error is { } error)
            return error;
        var fresh = new Queue<string>(numbers.Value!);
        return planned.Select(p => Draft(p, position, p.NoticeNumber ?? fresh.Dequeue(), description, state, owed, now)).ToList();
    }

    private Task<Outcome<List<string>>> TakeAsync(int count, bool dryRun, CancellationToken ct) =>
        dryRun ? notices.PreviewAsync(count, ct) : notices.TakeAsync(count, ct);

    private async Task<ApiError?> CheckGivenAsync(IReadOnlyList<PlannedInstalment> planned, CancellationToken ct)
    {
        var given = planned.Where(p => p.NoticeNumber is not null).ToList();
        if (given.Count == 0)
            return null;
        var taken = await registry.TakenNoticesAsync(
            [.. given.Select(p => (p.NoticeNumber!, NoticeNumber.Parse(p.NoticeNumber!).Iuv))],
            null,
            ct
        );
        return taken.Count == 0
            ? null
            : NoticeTaken(given.Where(p => taken.Contains(p.NoticeNumber!)).Select(p => (p.Place, p.NoticeNumber!)));
    }

    private static ApiError NoticeTaken(IEnumerable<(PlannedPlace Place, string Number)> taken) =>
        ApiError.Conflict("notice-number-taken", PositionsTexts.NoticeNumberTaken, PositionsTexts.IuvIsUsedOnce) with
        {
            Fields =
            [
                .. taken.Select(t => new FieldError(
                    $"{t.Place.Field}.noticeNumber",
                    "notice-number-taken",
                    PositionsTexts.NumberIsTaken.With(t.Number),
                    PositionsTexts.UseOtherNumber
                )),
            ],
        };

    private Instalment Draft(
        PlannedInstalment plan,
        Guid position,
        string number,
        string description,
        InstalmentState state,
        int owed,
        DateTimeOffset now
    )
    {
        var id = Guid.CreateVersion7(now);
        var iuv = NoticeNumber.Parse(number).Iuv;
        return new()
        {
            OrganizationId = session.Organization,
            InstalmentId = id,
            PositionId = position,
            OptionIndex = (short)plan.Place.Option,
            InstalmentIndex = (short)plan.Place.Instalment,
            NoticeNumber = number,
            Iuv = iuv,
            AmountCents = plan.AmountCents,
            DueDate = plan.DueDate,
            ValidUntil = plan.ValidUntil,
            RemittanceInformation = plan.RemittanceInformation,
            Metadata = plan.Metadata.Count == 0 ? null : plan.Metadata,
            ValidFrom = plan.ValidFrom,
            KeepPayableAfterDueDate = plan.KeepPayableAfterDueDate,
            Description = plan.Description,
            LastCreditDay = plan.LastCreditDay,
            State = state,
            IsReleased = plan.Place.Option != owed,
            Transfers = TransfersOf(plan, session.Organization, id, iuv, description),
        };
    }

    /// <summary>Where there is something to say of them.</summary>
    public static List<PaymentOption> OptionsOf(PositionPlan plan, string organization, Guid position) =>
        plan.Options is [{ IsPlain: true }]
            ? []
            :
            [
                .. plan.Options.Select(o => new PaymentOption
                {
                    OrganizationId = organization,
                    PositionId = position,
                    OptionIndex = (short)o.Index,
                    Kind = o.Kind,
                    Description = o.Description,
                }),
            ];

    public static List<PositionService> ServicesOf(PositionPlan plan, string organization, Guid position) =>
        [
            .. plan.OtherServices.Select(s => new PositionService
            {
                OrganizationId = organization,
                ServiceCode = s,
                PositionId = position,
            }),
        ];

    public static List<Transfer> TransfersOf(
        PlannedInstalment plan,
        string organization,
        Guid instalment,
        string iuv,
        string description
    ) =>
        [
            .. plan.Transfers.Select(t => new Transfer
            {
                OrganizationId = organization,
                InstalmentId = instalment,
                TransferIndex = (short)t.Index,
                Beneficiary = t.Beneficiary,
                AmountCents = t.AmountCents,
                Iban = t.Iban,
                PostalIban = t.PostalIban,
                TaxonomyCode = t.TaxonomyCode,
                ServiceCode = t.ServiceCode,
                RemittanceInformation = t.RemittanceInformation ?? RemittanceText.For(iuv, t.AmountCents, plan.Description ?? description),
                Metadata = t.Metadata.Count == 0 ? null : t.Metadata,
                Allocations =
                [
                    .. t.Allocations.Select(
                        (a, i) =>
                            new Allocation
                            {
                                OrganizationId = organization,
                                InstalmentId = instalment,
                                TransferIndex = (short)t.Index,
                                AllocationIndex = i + 1,
                                AccertamentoId = a.AccertamentoId,
                                AmountCents = a.AmountCents,
                            }
                    ),
                ],
            }),
        ];
}
