using PagoDigitale.Api.Database;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Secrets;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Status;

/// <summary>
/// Can this replica serve? Not without the database, without the schema it was built for, or with a master key that does not
/// open the signing keys: then a load balancer must leave it out (503). Jobs that nobody does make the service degraded, not
/// unready: leaving this replica out would only stop the payments, too. A standby that cannot be asked does as well: the primary answers
/// for it. Anybody may ask, so everybody who asks at one
/// moment gets one answer, a second old at most.
/// </summary>
public sealed class Readiness(
    AppDataSource source,
    SigningKeys keys,
    JobsCheck jobs,
    StandbyCheck standby,
    TimeProvider clock,
    ILogger<Readiness> log
)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly string[] Migrations = [.. MigrationRunner.Migrations().Select(m => m.Name)];

    private readonly Lock _gate = new();
    private Task<Outcome<List<ServiceCheck>>>? _look;
    private long _lookedAt;
    private string? _told;

    public Task<Outcome<List<ServiceCheck>>> LookAsync()
    {
        lock (_gate)
        {
            if (_look is null || (_look.IsCompleted && clock.GetElapsedTime(_lookedAt) > Fresh))
                (_look, _lookedAt) = (Task.Run(LookOnceAsync), clock.GetTimestamp());
            return _look;
        }
    }

    private async Task<Outcome<List<ServiceCheck>>> LookOnceAsync()
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        try
        {
            if (await CountMissingAsync(limit.Token) is > 0 and var missing)
                return Tell(
                    new ApiError(
                        ErrorKind.Busy,
                        "schema-outdated",
                        StatusTexts.SchemaOutdated,
                        missing == 1 ? StatusTexts.MigrationMissing : StatusTexts.MigrationsMissing.With(missing)
                    )
                );
            await keys.CheckAsync(limit.Token);
            var checks = new List<ServiceCheck>
            {
                new() { Name = "database", Status = CheckState.Up },
                new() { Name = "signing-keys", Status = CheckState.Up },
                await jobs.RunAsync(limit.Token),
            };
            if (standby.Run() is { } reads)
                checks.Add(reads);
            _told = null;
            return checks;
        }
        catch (UnreadableSecretException secret)
        {
            return Tell(
                new ApiError(ErrorKind.Busy, "signing-keys-unreadable", StatusTexts.KeysUnreadable, StatusTexts.GiveMasterKey),
                secret.Message
            );
        }
        catch (Exception error)
            when (error is OperationCanceledException || DatabaseFailure.Of(error) is not null || error is Npgsql.NpgsqlException)
        {
            return Tell(
                new ApiError(ErrorKind.Busy, "database-unavailable", StatusTexts.DatabaseUnavailable, StatusTexts.CannotServe),
                error.Message
            );
        }
    }

    private async Task<long> CountMissingAsync(CancellationToken ct)
    {
        await using var command = source.Short.CreateCommand(
            "SELECT count(*) FROM unnest($1::text[]) n WHERE n NOT IN (SELECT name FROM schema_migrations)"
        );
        command.Parameters.Add(new() { Value = Migrations });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The log has every reason once, not once a second.</summary>
    private ApiError Tell(ApiError error, string? why = null)
    {
        if (_told != error.Code)
            log.LogError("Not ready: {Code}. {Reason}", error.Code, why ?? error.Detail.ToString());
        _told = error.Code;
        return error;
    }
}
