using Npgsql;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Platform.Tenancy;

/// <summary>Which organizations have something to do: for jobs that look every few seconds, and mostly in vain.</summary>
public sealed class WaitingTenants(ITenantRegistry registry, AppDataSource source)
{
    /// <summary>Organizations that are asked in one round trip.</summary>
    private const int AskedMax = 200;

    /// <summary>Each is asked as itself, behind its fence.</summary>
    /// <param name="isWaiting">A query of one boolean; $1 is the organization.</param>
    /// <param name="values">From $2 on.</param>
    public async Task<List<string>> FindAsync(string isWaiting, CancellationToken ct, params object[] values)
    {
        var waiting = new List<string>();
        foreach (var organizations in (await registry.AllAsync(ct)).Chunk(AskedMax))
            waiting.AddRange(await FindAsync(organizations, isWaiting, values, ct));
        return waiting;
    }

    private async Task<List<string>> FindAsync(string[] organizations, string isWaiting, object[] values, CancellationToken ct)
    {
        await using var connection = await source.Work.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var organization in organizations)
        {
            batch.BatchCommands.Add(
                new("SELECT set_config('app.organization', $1, true)") { Parameters = { new() { Value = organization } } }
            );
            var question = new NpgsqlBatchCommand(isWaiting) { Parameters = { new() { Value = organization } } };
            foreach (var value in values)
                question.Parameters.Add(new() { Value = value });
            batch.BatchCommands.Add(question);
        }
        var waiting = new List<string>();
        await using var reader = await batch.ExecuteReaderAsync(ct);
        foreach (var organization in organizations)
        {
            await reader.NextResultAsync(ct);
            await reader.ReadAsync(ct);
            if (reader.GetBoolean(0))
                waiting.Add(organization);
            await reader.NextResultAsync(ct);
        }
        return waiting;
    }
}
