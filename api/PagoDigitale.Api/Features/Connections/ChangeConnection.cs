using System.Text;
using FluentValidation;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Outbound;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Secrets;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Connections;

public sealed record ConnectionChange
{
    /// <summary>Stands for the key that is there and that nobody is told; no text of a request can hold it.</summary>
    internal const string KeptKey = "\u0001";

    public string? BaseUrl { get; init; }

    [NullRemoves]
    public string? SubscriptionKey { get; init; }

    [NullRemoves]
    public DateOnly? SubscriptionKeyExpiresOn { get; init; }

    public bool? IsPaused { get; init; }
}

public sealed class ConnectionChangeValidator : AbstractValidator<ConnectionChange>
{
    public ConnectionChangeValidator(AddressGuard guard)
    {
        RuleFor(x => x.BaseUrl).NotNull();
        RuleFor(x => x.BaseUrl).MustBeCallable(guard);
        When(x => x.SubscriptionKey != ConnectionChange.KeptKey, () => RuleFor(x => x.SubscriptionKey).MustBeKey());
        RuleFor(x => x.IsPaused).NotNull();
    }
}

public sealed class ChangeConnectionHandler(
    TenantSession session,
    ConnectionRows rows,
    SecretBox secrets,
    EventLog events,
    TimeProvider clock,
    IValidator<ConnectionChange> validator
)
{
    public async Task<Outcome<ConnectionModel>> RunAsync(
        string code,
        MergePatch<ConnectionChange> patch,
        string? ifMatch,
        CancellationToken ct
    ) =>
        await patch.ChangeAsync(
            ifMatch,
            await rows.ReadAsync(code, ct),
            ChangeableOf,
            validator,
            (current, change) => WriteAsync(current, change with { BaseUrl = ConnectionRules.Plain(change.BaseUrl) }, ct)
        );

    private static ConnectionChange ChangeableOf(ConnectionModel current) =>
        new()
        {
            BaseUrl = current.BaseUrl,
            SubscriptionKey = current.HasSubscriptionKey ? ConnectionChange.KeptKey : null,
            SubscriptionKeyExpiresOn = current.SubscriptionKeyExpiresOn,
            IsPaused = current.IsPaused,
        };

    private async Task<Outcome<ConnectionModel>?> WriteAsync(ConnectionModel current, ConnectionChange change, CancellationToken ct)
    {
        var keepsKey = change.SubscriptionKey == ConnectionChange.KeptKey;
        // Without a key there is none that ends.
        if (change.SubscriptionKey is null)
            change = change with { SubscriptionKeyExpiresOn = null };
        if (keepsKey && !IsSameServer(current.BaseUrl, change.BaseUrl!))
            return ApiError.Invalid(
                new FieldError(
                    "subscriptionKey",
                    "subscription-key-required",
                    ConnectionsTexts.KeyIsOfHost.With(new Uri(current.BaseUrl).Authority),
                    ConnectionsTexts.SendKeyToo
                )
            );
        var code = StateText.Of(current.Code);
        var written = await session.ExecuteAsync(
            """
            UPDATE connections SET base_url = $4, subscription_key = CASE WHEN $5 THEN subscription_key ELSE $6 END,
                key_told_days = CASE WHEN key_expires_on IS NOT DISTINCT FROM $7 THEN key_told_days END, key_expires_on = $7,
                is_paused = $8, version = version + 1, next_call_at = $9,
                last_called_at = NULL, is_tried = false, call_begun_at = NULL, failing_since = NULL, failures_count = 0, failure = NULL
            WHERE organization_id = $1 AND connection = $2 AND version = $3 AND base_url = $10 AND subscription_key IS NOT NULL = $11
            """,
            ct,
            session.Organization,
            code,
            (int)current.Version,
            change.BaseUrl,
            keepsKey,
            new NpgsqlParameter
            {
                Value =
                    keepsKey || change.SubscriptionKey is null
                        ? DBNull.Value
                        : secrets.Seal(Encoding.UTF8.GetBytes(change.SubscriptionKey)),
                NpgsqlDbType = NpgsqlDbType.Bytea,
            },
            new NpgsqlParameter { Value = (object?)change.SubscriptionKeyExpiresOn ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date },
            change.IsPaused,
            clock.GetUtcNow(),
            // As it was looked at: another one may have taken its place, with a version of its own.
            current.BaseUrl,
            current.HasSubscriptionKey
        );
        if (written == 0)
            return null;
        var hasKey = change.SubscriptionKey is not null;
        await events.EmitAsync(new ConnectionChanged(current.Code, change.BaseUrl!, hasKey, change.IsPaused!.Value), ct);
        if (change.BaseUrl != current.BaseUrl)
            await rows.WorkOf(current.Code).BeginAsync(ct);
        await rows.WorkOf(current.Code).HurryAsync(ct);
        if (change.IsPaused == false)
            await rows.WorkOf(current.Code).RequestAsync(ct);
        return await rows.ReadAsync(code, ct);
    }

    private static bool IsSameServer(string one, string other) =>
        Uri.Compare(new Uri(one), new Uri(other), UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase)
        == 0;
}
