using PagoDigitale.Api.Features.Debtors.Door;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>The entries in the registry of debtors of who owes a position: of its debtor, and of each co-debtor in their order.</summary>
public sealed record EnteredParties(Guid Debtor, IReadOnlyList<Guid> CoDebtors)
{
    public List<CoDebtor> CoDebtorsOf(PositionInput input, string organization, Guid position) =>
        [
            .. (input.CoDebtors ?? []).Select(
                (c, i) =>
                    new CoDebtor
                    {
                        OrganizationId = organization,
                        PositionId = position,
                        Place = (short)(i + 1),
                        DebtorId = CoDebtors[i],
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
        var entered = new Dictionary<string, Guid>(StringComparer.Ordinal);
        var main = input.Debtor.Facts();
        // By fiscal code: two positions with the same debtors in another order wait for each other and never embrace.
        foreach (var party in others.Select(c => c.Facts()).Append(main).OrderBy(f => f.FiscalCode.Value, StringComparer.Ordinal))
        {
            var written = await debtors.UpsertAsync(party, ct, party == main ? former : null);
            if (written.Error is { } refused)
                return refused;
            entered[party.FiscalCode.Value] = written.Value!.Id;
        }
        return new EnteredParties(entered[main.FiscalCode.Value], [.. others.Select(c => entered[c.Code.Value])]);
    }
}
