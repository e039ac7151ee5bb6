using PagoDigitale.Api.Features.Debtors.Door;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>The entries in the registry of debtors of who owes a position: of its debtor, and of each co-debtor in their order.</summary>
public sealed record EnteredParties(Guid Debtor, IReadOnlyList<Guid> CoDebtors)
{
    public List<CoDebtor> CoDebtorsOf(PositionInput input, string organization, Guid position) =>
        CoDebtorsOf(input.CoDebtors ?? [], CoDebtors, organization, position);

    /// <param name="entries">In the registry, in the order of <paramref name="others"/>.</param>
    public static List<CoDebtor> CoDebtorsOf(
        IEnumerable<CoDebtorInput> others,
        IReadOnlyList<Guid> entries,
        string organization,
        Guid position
    ) =>
        [
            .. others.Select(
                (c, i) =>
                    new CoDebtor
                    {
                        OrganizationId = organization,
                        PositionId = position,
                        Place = (short)(i + 1),
                        DebtorId = entries[i],
                        Type = c.Type,
                        FiscalCode = c.Code.Value,
                        Name = c.Name,
                    }
            ),
        ];
}

/// <summary>Enters who owes a position into the registry of debtors.</summary>
public sealed class PositionParties(DebtorWriter debtors)
{
    /// <param name="former">The entry of a debtor who is corrected.</param>
    public async Task<Outcome<EnteredParties>> EnterAsync(PositionInput input, FormerDebtor? former, CancellationToken ct)
    {
        var others = input.CoDebtors ?? [];
        var main = input.Debtor.Facts();
        var entered = await EnterAsync([.. others.Select(c => c.Facts()), main], main, former, ct);
        if (entered.Error is { } refused)
            return refused;
        return new EnteredParties(entered.Value![main.FiscalCode.Value], [.. others.Select(c => entered.Value![c.Code.Value])]);
    }

    /// <summary>Of a position whose debtor stays.</summary>
    public async Task<Outcome<List<CoDebtor>>> EnterAsync(
        IReadOnlyList<CoDebtorInput> others,
        string organization,
        Guid position,
        CancellationToken ct
    )
    {
        var entered = await EnterAsync([.. others.Select(c => c.Facts())], main: null, former: null, ct);
        if (entered.Error is { } refused)
            return refused;
        return EnteredParties.CoDebtorsOf(others, [.. others.Select(c => entered.Value![c.Code.Value])], organization, position);
    }

    /// <summary>By fiscal code: two positions with the same debtors in another order wait for each other and never embrace.</summary>
    private async Task<Outcome<Dictionary<string, Guid>>> EnterAsync(
        List<DebtorFacts> parties,
        DebtorFacts? main,
        FormerDebtor? former,
        CancellationToken ct
    )
    {
        var entered = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var party in parties.OrderBy(f => f.FiscalCode.Value, StringComparer.Ordinal))
        {
            var written = await debtors.UpsertAsync(party, ct, party == main ? former : null);
            if (written.Error is { } refused)
                return refused;
            entered[party.FiscalCode.Value] = written.Value!.Id;
        }
        return entered;
    }
}
