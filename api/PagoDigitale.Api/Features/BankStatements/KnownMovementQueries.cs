using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>The lines of a file that are new, and those another statement brought already.</summary>
public sealed record SortedLines(List<MovementDraft> News, List<DuplicateLine> Duplicates);

/// <summary>
/// Tells new lines from those already there. The fingerprint holds the place among equal lines, so a file is compared with
/// what is there as one multiset with another: the third of three equal lines is new when there were two. Equal lines of two
/// accounts are two movements; where an account is not named, the line may be of any.
/// </summary>
public sealed class KnownMovementQueries(TenantSession session)
{
    public async Task<SortedLines> SortAsync(List<MovementDraft> drafts, string? accountIban, CancellationToken ct)
    {
        var known = await FindAsync(drafts.SelectMany(d => accountIban is null ? [d.Fingerprint] : new[] { d.Fingerprint, d.FingerprintIn(accountIban) }), ct);
        var sorted = new SortedLines([], []);
        foreach (var draft in drafts)
        {
            var own = draft;
            var same = Find(draft.Fingerprint);
            if (same?.AccountIban is { } other && accountIban is not null && other != accountIban)
            {
                own = draft with { Fingerprint = draft.FingerprintIn(accountIban) };
                same = Find(own.Fingerprint);
            }
            if (same is null)
                sorted.News.Add(own);
            else
                sorted.Duplicates.Add(new()
                {
                    LineNumber = draft.Line.LineNumber,
                    MovementId = PublicId.Format("mov", same.MovementId),
                    StatementId = PublicId.Format("bst", same.StatementId),
                    StatementLineNumber = same.LineNumber,
                });
        }
        return sorted;

        KnownMovement? Find(byte[] fingerprint) => known.GetValueOrDefault(Convert.ToHexString(fingerprint));
    }

    private async Task<Dictionary<string, KnownMovement>> FindAsync(IEnumerable<byte[]> fingerprints, CancellationToken ct) => (await session.QueryAsync("""
        SELECT m.fingerprint, m.movement_id, m.statement_id, m.line_number, s.account_iban
        FROM bank_movements m JOIN bank_statements s ON s.organization_id = $1 AND s.statement_id = m.statement_id
        WHERE m.organization_id = $1 AND m.fingerprint = ANY ($2)
        """, r => (Fingerprint: Convert.ToHexString(r.GetFieldValue<byte[]>(0)), Movement: new KnownMovement(r.GetGuid(1), r.GetGuid(2), r.GetInt32(3), r.IsDBNull(4) ? null : r.GetString(4))),
        ct, session.Organization, fingerprints.ToArray())).ToDictionary(k => k.Fingerprint, k => k.Movement);

    private sealed record KnownMovement(Guid MovementId, Guid StatementId, int LineNumber, string? AccountIban);
}
