using FluentValidation;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Clients;

public sealed record ApiClientChange
{
    public string? Name { get; init; }
    public IReadOnlyList<string>? Scopes { get; init; }
    public IReadOnlyList<string>? Organizations { get; init; }
    public bool? IsActive { get; init; }
}

public sealed class ApiClientChangeValidator : AbstractValidator<ApiClientChange>
{
    public ApiClientChangeValidator()
    {
        RuleFor(x => x.Name).NotEmpty().MaximumLength(100);
        RuleFor(x => x.Scopes!).NotNull().MustBeScopes();
        RuleFor(x => x.Organizations!).NotNull().MustBeOrganizations();
        RuleFor(x => x.IsActive).NotNull();
    }
}

public sealed class ChangeClientHandler(
    TenantSession session,
    ReadClientHandler read,
    EventLog events,
    IValidator<ApiClientChange> validator
)
{
    public async Task<Outcome<ApiClientModel>> RunAsync(
        string clientId,
        MergePatch<ApiClientChange> patch,
        string? ifMatch,
        Caller caller,
        CancellationToken ct
    ) =>
        await patch.ChangeAsync(
            ifMatch,
            await read.RunAsync(clientId, caller, ct),
            current =>
                new()
                {
                    Name = current.Name,
                    Scopes = current.Scopes,
                    Organizations = current.Organizations,
                    IsActive = current.IsActive,
                },
            validator,
            (current, change) => WriteAsync(current, change, caller, ct)
        );

    private async Task<Outcome<ApiClientModel>?> WriteAsync(
        ApiClientModel current,
        ApiClientChange change,
        Caller caller,
        CancellationToken ct
    )
    {
        // Both what the client has and what it would have: a stronger client is not for a weaker one to change.
        if (
            ClientReach.Refuse(
                caller,
                current.Scopes.Concat(change.Scopes!).Distinct(),
                current.Organizations.Concat(change.Organizations!).Distinct()
            ) is
            { } refusal
        )
            return refusal;
        var changed = await session.ExecuteAsync(
            """
            UPDATE clients SET name = $3, scopes = $4, organizations = $5, is_active = $6, version = version + 1 WHERE client_id = $1
                AND version = $2
            """,
            ct,
            current.ClientId,
            (int)current.Version,
            change.Name,
            change.Scopes!.Distinct().ToArray(),
            change.Organizations!.Distinct().ToArray(),
            change.IsActive
        );
        if (changed == 0)
            return null;
        await events.EmitAsync(new ClientChanged(current.ClientId, change.Name!, change.IsActive!.Value), ct);
        return await read.RunAsync(current.ClientId, caller, ct);
    }
}
