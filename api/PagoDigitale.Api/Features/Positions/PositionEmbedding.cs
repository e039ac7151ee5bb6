using System.Text.Json;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>Puts beside positions what <c>embed</c> asks for: one question for each kind, however many positions there are.</summary>
public sealed class PositionEmbedding(IReceiptsOfPositions receipts, TenantSession session)
{
    public const string Debtor = "debtor";

    public const string Receipts = "receipts";

    public async Task<List<(Guid Id, PositionSummary? Summary)>> AddAsync(
        List<(Guid Id, PositionSummary? Summary)> found,
        string[]? embed,
        CancellationToken ct
    )
    {
        if (embed is null)
            return found;
        Guid[] shown = [.. found.Where(f => f.Summary is not null).Select(f => f.Id)];
        var debtors = embed.Contains(Debtor) ? await DebtorsAsync(shown, ct) : [];
        var paid = embed.Contains(Receipts) ? await receipts.OfAsync(shown, ct) : null;
        return
        [
            .. found.Select(f =>
                f.Summary is null
                    ? f
                    : (f.Id, f.Summary with { Debtor = debtors.GetValueOrDefault(f.Id), Receipts = paid is null ? null : [.. paid[f.Id]] })
            ),
        ];
    }

    public async Task<PositionModel> AddAsync(PositionModel position, string[]? embed, CancellationToken ct)
    {
        if (embed?.Contains(Receipts) != true || !PublicId.TryParse(position.Id, "pos", out var id))
            return position;
        return position with { Receipts = [.. (await receipts.OfAsync([id], ct))[id]] };
    }

    private async Task<Dictionary<Guid, PositionDebtorModel>> DebtorsAsync(Guid[] positions, CancellationToken ct) =>
        (
            await session.QueryAsync(
                """
                SELECT p.position_id, p.debtor_id, p.debtor_type, p.debtor_fiscal_code, p.debtor_name, p.debtor_address, p.debtor_email,
                    d.external_id
                FROM positions p LEFT JOIN door.debtors d ON d.organization_id = $1 AND d.debtor_id = p.debtor_id
                WHERE p.organization_id = $1 AND p.position_id = ANY ($2)
                """,
                r =>
                    (
                        Position: r.GetGuid(0),
                        Debtor: new PositionDebtorModel
                        {
                            Id = Ids.Debtor(r.GetGuid(1)),
                            Type = Enum.Parse<DebtorType>(r.GetString(2)),
                            FiscalCode = r.GetString(3),
                            Name = r.GetString(4),
                            Address = r.IsDBNull(5) ? null : JsonSerializer.Deserialize<Address>(r.GetString(5), ApiJson.Options),
                            Email = r.IsDBNull(6) ? null : r.GetString(6),
                            ExternalId = r.IsDBNull(7) ? null : r.GetString(7),
                        }
                    ),
                ct,
                session.Organization,
                positions
            )
        ).ToDictionary(d => d.Position, d => d.Debtor);
}
