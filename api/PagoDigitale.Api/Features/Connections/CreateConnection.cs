using System.Text;
using FluentValidation;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Outbound;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Secrets;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Connections;

public sealed record ConnectionInput
{
    public required ConnectionCode Code { get; init; }
    public string? BaseUrl { get; init; }
    public string? SubscriptionKey { get; init; }
    public DateOnly? SubscriptionKeyExpiresOn { get; init; }
    public bool? IsPaused { get; init; }
}

public sealed class ConnectionInputValidator : AbstractValidator<ConnectionInput>
{
    public ConnectionInputValidator(AddressGuard guard)
    {
        RuleFor(x => x.BaseUrl).MustBeCallable(guard);
        RuleFor(x => x.SubscriptionKey).MustBeKey();
    }
}

public sealed class CreateConnectionHandler(
    TenantSession session,
    ConnectionRows rows,
    SecretBox secrets,
    EventLog events,
    TimeProvider clock
)
{
    public async Task<Outcome<ConnectionModel>> RunAsync(ConnectionInput input, CancellationToken ct)
    {
        var (code, work) = (StateText.Of(input.Code), rows.WorkOf(input.Code));
        var baseUrl = ConnectionRules.Plain(input.BaseUrl) ?? work.UsualBaseUrl;
        var isPaused = input.IsPaused == true;
        var added = await session.ExecuteAsync(
            """
            INSERT INTO connections (organization_id, connection, connection_id, base_url, subscription_key, key_expires_on, is_paused,
                created_at, next_call_at)
            VALUES ($1, $2, $8, $3, $4, $5, $6, $7, $7) ON CONFLICT DO NOTHING
            """,
            ct,
            session.Organization,
            code,
            baseUrl,
            new NpgsqlParameter
            {
                Value = input.SubscriptionKey is { } key ? secrets.Seal(Encoding.UTF8.GetBytes(key)) : DBNull.Value,
                NpgsqlDbType = NpgsqlDbType.Bytea,
            },
            new NpgsqlParameter { Value = (object?)input.SubscriptionKeyExpiresOn ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date },
            isPaused,
            clock.GetUtcNow(),
            Guid.CreateVersion7(clock.GetUtcNow())
        );
        if (added == 0)
            return ApiError.Conflict("connection-already-exists", ConnectionsTexts.Exists, ConnectionsTexts.ChangeExisting.With(code));
        await events.EmitAsync(new ConnectionCreated(input.Code, baseUrl, input.SubscriptionKey is not null, isPaused), ct);
        await work.BeginAsync(ct);
        if (!isPaused)
            await work.RequestAsync(ct);
        return await rows.ReadAsync(code, ct);
    }
}
