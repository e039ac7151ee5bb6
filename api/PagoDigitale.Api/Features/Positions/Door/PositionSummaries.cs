using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// Positions as lists show them: the rows, then, for all of them at once, their co-debtors, their instalments and what of them is missing.
/// </summary>
public sealed class PositionSummaries(IMoneyOfPositions money, TenantSession session)
{
    public async Task<Dictionary<Guid, PositionSummary>> OfAsync(Guid[] positions, CancellationToken ct) =>
        (
            await FindAsync("p.organization_id = $1 AND p.position_id = ANY ($2)", [session.Organization, positions], positions.Length, ct)
        ).ToDictionary(p => p.Id, p => p.Summary!);

    /// <param name="rest">Conditions on <c>p</c>, order and limit.</param>
    /// <param name="countMax">Of how many the summary is made; what comes behind tells only that there is more.</param>
    public async Task<List<(Guid Id, PositionSummary? Summary)>> FindAsync(
        string rest,
        object?[] values,
        int countMax,
        CancellationToken ct
    )
    {
        var rows = await session.QueryAsync(
            $"""
            SELECT p.position_id, p.external_id, p.state, p.service_code, p.description, p.debtor_name, p.debtor_fiscal_code, p.paid_cents,
                p.created_at
            FROM positions p WHERE {rest}
            """,
            r => new Row(
                r.GetGuid(0),
                r.IsDBNull(1) ? null : r.GetString(1),
                StateText.Parse<PositionState>(r.GetString(2)),
                r.GetString(3),
                r.GetString(4),
                r.GetString(5),
                r.GetString(6),
                r.GetInt64(7),
                r.GetFieldValue<DateTimeOffset>(8)
            ),
            ct,
            values
        );
        var shown = rows.Take(countMax).ToList();
        Guid[] ids = [.. shown.Select(r => r.Id)];
        var instalments = await InstalmentsAsync(ids, ct);
        var coDebtors = await CoDebtorsAsync(ids, ct);
        Guid[] paid = [.. shown.Where(r => r.PaidCents > 0 || r.State == PositionState.PartiallyPaid).Select(r => r.Id)];
        var missing = (await money.ShortAsync(paid, ct)).ToLookup(s => s.PositionId, s => s.Missing.TotalCents);
        var gone = await money.PaidBackAsync(paid, ct);
        return
        [
            .. shown.Select(r =>
                (
                    r.Id,
                    (PositionSummary?)Map(
                        r with
                        {
                            PaidCents = r.PaidCents - gone.GetValueOrDefault(r.Id),
                        },
                        [.. coDebtors[r.Id].Select(c => c.Model)],
                        [.. instalments[r.Id].Select(i => i.Summary)],
                        [.. instalments[r.Id].Select(i => i.Standing)],
                        missing[r.Id].Sum()
                    )
                )
            ),
            .. rows.Skip(countMax).Select(r => (r.Id, (PositionSummary?)null)),
        ];
    }

    private async Task<ILookup<Guid, (Guid Position, OptionInstalment Standing, InstalmentSummary Summary)>> InstalmentsAsync(
        Guid[] positions,
        CancellationToken ct
    ) =>
        (
            await session.QueryAsync(
                """
                SELECT position_id, instalment_id, notice_number, iuv, amount_cents, due_date, state, paid_at, receipt_record_id,
                    option_index, is_released
                FROM instalments WHERE organization_id = $1 AND position_id = ANY ($2) AND state <> 'replaced'
                    ORDER BY position_id, option_index, instalment_index, instalment_id
                """,
                r =>
                    (
                        Position: r.GetGuid(0),
                        Standing: new OptionInstalment(
                            r.GetInt16(9),
                            StateText.Parse<InstalmentState>(r.GetString(6)),
                            r.GetBoolean(10),
                            AmountCents: r.GetInt64(4)
                        ),
                        Summary: new InstalmentSummary
                        {
                            Id = Ids.Instalment(r.GetGuid(1)),
                            Option = r.GetInt16(9),
                            NoticeNumber = r.GetString(2),
                            Iuv = r.GetString(3),
                            AmountCents = r.GetInt64(4),
                            DueDate = r.IsDBNull(5) ? null : r.GetFieldValue<DateOnly>(5),
                            State = StateText.Parse<InstalmentState>(r.GetString(6)),
                            PaidAt = r.IsDBNull(7) ? null : r.GetFieldValue<DateTimeOffset>(7),
                            ReceiptId = r.IsDBNull(8) ? null : Ids.Receipt(r.GetGuid(8)),
                        }
                    ),
                ct,
                session.Organization,
                positions
            )
        ).ToLookup(i => i.Position);

    private async Task<ILookup<Guid, (Guid Position, CoDebtorModel Model)>> CoDebtorsAsync(Guid[] positions, CancellationToken ct) =>
        (
            await session.QueryAsync(
                """
                SELECT position_id, debtor_id, type, fiscal_code, name FROM co_debtors
                WHERE organization_id = $1 AND position_id = ANY ($2) ORDER BY position_id, place
                """,
                r =>
                    (
                        Position: r.GetGuid(0),
                        Model: new CoDebtorModel
                        {
                            Id = Ids.Debtor(r.GetGuid(1)),
                            Type = Enum.Parse<DebtorType>(r.GetString(2)),
                            FiscalCode = r.GetString(3),
                            Name = r.GetString(4),
                        }
                    ),
                ct,
                session.Organization,
                positions
            )
        ).ToLookup(c => c.Position);

    private static PositionSummary Map(
        Row row,
        List<CoDebtorModel> coDebtors,
        List<InstalmentSummary> instalments,
        List<OptionInstalment> standing,
        long missingCents
    )
    {
        // What is owed back is no payment of it, as long as there is another.
        var paid = instalments.Zip(standing).Where(i => i.First.PaidAt is not null).ToList();
        var last = paid.Where(i => !i.Second.IsReleased || paid.TrueForAll(p => p.Second.IsReleased))
            .Select(i => i.First)
            .MaxBy(i => i.PaidAt);
        return new()
        {
            Id = Ids.Position(row.Id),
            ExternalId = row.ExternalId,
            State = row.State,
            ServiceCode = row.ServiceCode,
            Description = row.Description,
            DebtorName = row.DebtorName,
            DebtorFiscalCode = row.DebtorFiscalCode,
            CoDebtors = coDebtors.Count == 0 ? null : coDebtors,
            AmountCents = PaymentOptions.AmountOf(standing),
            PaidCents = row.PaidCents,
            OutstandingCents = PaymentOptions.UnpaidOf(standing) + missingCents,
            PaidAt = last?.PaidAt,
            ReceiptId = last?.ReceiptId,
            Instalments = instalments,
            CreatedAt = row.CreatedAt,
        };
    }

    private sealed record Row(
        Guid Id,
        string? ExternalId,
        PositionState State,
        string ServiceCode,
        string Description,
        string DebtorName,
        string DebtorFiscalCode,
        long PaidCents,
        DateTimeOffset CreatedAt
    );
}
