using FluentValidation;
using Microsoft.EntityFrameworkCore;
using PagoDigitale.Api.Database;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Settings;

namespace PagoDigitale.Api.Features.Organizations;

public sealed class CreateIbanHandler(PagoDb db, EventLog events, TimeProvider clock)
{
    public async Task<Outcome<IbanModel>> RunAsync(string organization, IbanInput input, CancellationToken ct)
    {
        var iban = Iban.Parse(input.Iban);
        if (await db.Set<IbanAccount>().AnyAsync(x => x.OrganizationId == organization && x.Iban == iban.Value, ct))
            return ApiError.Conflict(
                "iban-already-exists",
                "The account exists already",
                $"The account {iban} is registered; change it with PATCH."
            );
        var account = new IbanAccount
        {
            OrganizationId = organization,
            Iban = iban.Value,
            Label = input.Label,
            IsPostal = iban.IsPostal,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Add(account);
        await db.SaveChangesAsync(ct);
        await events.EmitAsync("iban.created", "iban", account.Iban, new { account.IsPostal }, ct);
        return IbanModel.Of(account);
    }
}

public sealed class ChangeIbanHandler(PagoDb db, EventLog events, ISettingEffects effects, IValidator<IbanChange> validator)
{
    public async Task<Outcome<IbanModel>> RunAsync(
        string organization,
        string iban,
        MergePatch<IbanChange> patch,
        string? ifMatch,
        CancellationToken ct
    )
    {
        var found = await db.Set<IbanAccount>().SingleOrDefaultAsync(x => x.OrganizationId == organization && x.Iban == iban, ct);
        if (found is null)
            return ApiError.NotFound("Iban", iban);
        if (EntityTag.Check(ifMatch, found.Version) is { } stale)
            return stale;
        var outcome = patch.ApplyTo(new() { Label = found.Label, IsActive = found.IsActive }, validator);
        if (outcome.Error is { } error)
            return error;
        var isClosed = found.IsActive && outcome.Value!.IsActive == false;
        (found.Label, found.IsActive) = (outcome.Value!.Label!, outcome.Value.IsActive!.Value);
        found.Version++;
        await db.SaveChangesAsync(ct);
        await events.EmitAsync("iban.changed", "iban", iban, new { found.IsActive }, ct);
        return isClosed
            ? IbanModel.Of(found) with
            {
                Warnings = await effects.OfAsync([new SettingChange.AccountClosed(iban)], ct),
            }
            : IbanModel.Of(found);
    }
}

public sealed class IbanQueries(PagoDb db)
{
    public async Task<Outcome<Page<IbanModel>>> ListAsync(string organization, IbanFilter filter, CancellationToken ct)
    {
        if (TimeCursor.TryRead(filter.Cursor, out var after) is { } error)
            return error;
        var query = db.Set<IbanAccount>().AsNoTracking().Where(x => x.OrganizationId == organization);
        if (filter.IsActive is { } active)
            query = query.Where(x => x.IsActive == active);
        if (after is not null)
            query = query.Where(x => x.CreatedAt < after.At || (x.CreatedAt == after.At && x.Iban.CompareTo(after.Key) < 0));
        var rows = await query.OrderByDescending(x => x.CreatedAt).ThenByDescending(x => x.Iban).Take(filter.Limit + 1).ToListAsync(ct);
        return Page<IbanModel>.Of(rows, filter.Limit, IbanModel.Of, x => new TimeCursor(x.CreatedAt, x.Iban).ToCursor());
    }
}
