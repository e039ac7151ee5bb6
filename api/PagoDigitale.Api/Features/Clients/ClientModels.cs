using System.ComponentModel.DataAnnotations;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Features.Clients.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Clients;

public sealed record ApiClientModel : IVersioned
{
    public required string ClientId { get; init; }
    public required string Name { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }
    public required IReadOnlyList<string> Organizations { get; init; }
    public required bool IsActive { get; init; }
    public required IReadOnlyList<ApiClientSecretModel> Secrets { get; init; }

    /// <summary>Only in the answer to the creation.</summary>
    public string? ClientSecret { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required long Version { get; init; }
}

public sealed record ApiClientSecretModel
{
    public const string Prefix = "sec";

    public required string SecretId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}

public sealed record ApiClientInput
{
    public required string Name { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }
    public required IReadOnlyList<string> Organizations { get; init; }
}

public sealed record ApiClientChange
{
    public string? Name { get; init; }
    public IReadOnlyList<string>? Scopes { get; init; }
    public IReadOnlyList<string>? Organizations { get; init; }
    public bool? IsActive { get; init; }
}

public sealed record ApiClientSecretInput
{
    public DateTimeOffset? PreviousExpiresAt { get; init; }
}

public sealed record ApiClientSecretIssued
{
    public required string ClientId { get; init; }
    public required string SecretId { get; init; }
    public required string ClientSecret { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? PreviousExpiresAt { get; init; }
}

public sealed record ClientFilter : PageQuery
{
    [FromQuery(Name = "q"), MaxLength(100)]
    public string? Q { get; init; }

    [FromQuery(Name = "isActive")]
    public bool? IsActive { get; init; }
}

public sealed class ApiClientInputValidator : AbstractValidator<ApiClientInput>
{
    public ApiClientInputValidator()
    {
        RuleFor(x => x.Name).NotEmpty().MaximumLength(100);
        RuleFor(x => x.Scopes).MustBeScopes();
        RuleFor(x => x.Organizations).MustBeOrganizations();
    }
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

public sealed class ApiClientSecretInputValidator : AbstractValidator<ApiClientSecretInput>
{
    private static readonly TimeSpan OverlapMax = TimeSpan.FromDays(90);

    public ApiClientSecretInputValidator(TimeProvider clock) =>
        RuleFor(x => x.PreviousExpiresAt)
            .Must(at => at is null || at > clock.GetUtcNow() && at <= clock.GetUtcNow() + OverlapMax)
            .WithMessage("is not within the next 90 days")
            .Remedy("overlap-out-of-range", "Send an instant of the next 90 days, or leave it out to stop the previous secrets at once.");
}

internal static class ClientRules
{
    private const int OrganizationsMax = 1_000;

    public static IRuleBuilderOptions<T, IReadOnlyList<string>> MustBeScopes<T>(this IRuleBuilder<T, IReadOnlyList<string>> rule) =>
        rule.Must(scopes => scopes is { Count: >= 1 } && scopes.All(Scopes.All.Contains))
            .WithMessage("names a scope that does not exist, or none")
            .Remedy("scope-unknown", "Use at least one of the scopes that openapi.yaml lists under oauth2.");

    public static IRuleBuilderOptions<T, IReadOnlyList<string>> MustBeOrganizations<T>(this IRuleBuilder<T, IReadOnlyList<string>> rule) =>
        rule.Must(o =>
                o is { Count: >= 1 and <= OrganizationsMax }
                && o.All(code =>
                    code == Caller.EveryOrganization || OrganizationCode.TryParse(code, out var parsed) && parsed.Value == code
                )
            )
            .WithMessage("must be 1 to 1000 fiscal codes of organizations, or *")
            .Remedy("organization-invalid", "Use the 11 digits of each organization, or * for all.");
}
