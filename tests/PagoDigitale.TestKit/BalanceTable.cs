using Npgsql;
using PagoDigitale.Api.Features.Allocations.Door;
using PagoDigitale.Api.Features.Ledger;
using PagoDigitale.Api.Features.Reversali.Door;

namespace PagoDigitale.TestKit;

/// <summary>
/// Looks, when an application ends, at what its tests have left in every ledger: balances, counts and the figures of accertamenti are
/// what a sum over everything says, before and after they are folded; and so are the correction cases.
/// </summary>
public static class BalanceTable
{
    /// <summary>Beyond that it is a test of many, which are all alike.</summary>
    private const int PostingsMax = 20_000;

    /// <exception cref="InvalidOperationException">A balance is not what the postings say.</exception>
    public static async Task CheckAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        var errors = new List<string>();
        foreach (var organization in await TouchedAsync(source))
        {
            errors.AddRange(await DifferencesAsync(source, organization, "before they were folded"));
            await ScalarAsync(source, FoldPostings.Statement, organization);
            await ScalarAsync(source, AccertamentoTotalsSql.Fold, organization);
            errors.AddRange(await DifferencesAsync(source, organization, "after they were folded"));
            if (await MissedAsync(source, organization) is > 0 and var missed)
                errors.Add($"{organization}: {missed} correction cases where none is looked for");
        }
        if (errors.Count > 0)
            throw new InvalidOperationException($"Balances are not what the postings say:\n  {string.Join("\n  ", errors.Take(20))}");
    }

    /// <summary>Correction cases, none without reversali, are looked for only where there may be any: that is where all are.</summary>
    private static async Task<long> MissedAsync(NpgsqlDataSource source, string organization)
    {
        await using var any = source.CreateCommand("SELECT EXISTS (SELECT FROM reversali WHERE organization_id = $1)");
        any.Parameters.Add(new() { Value = organization });
        if (await any.ExecuteScalarAsync() is not true)
            return 0;
        await using var command = source.CreateCommand(
            $"""
            SELECT (SELECT count(*) FROM (
                SELECT * FROM ({CorrectionSql.Excess}) everywhere WHERE cause IS NOT NULL
                EXCEPT SELECT * FROM ({CorrectionSql.ExcessOfSuspects}) suspects) excess)
            + (SELECT count(*) FROM (
                SELECT * FROM ({ShortfallSql.Flows}) everywhere WHERE taken_back > 0
                EXCEPT SELECT * FROM ({ShortfallSql.FlowsOfStornos}) stornos) shortfall)
            """
        );
        command.Parameters.Add(new() { Value = organization });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Where something waits: what did not change since it was looked at is as it was.</summary>
    private static async Task<List<string>> TouchedAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(
            $"""
            SELECT organization_id FROM (
                SELECT organization_id FROM posting_tail UNION ALL SELECT organization_id FROM accertamento_changes) waiting
            GROUP BY organization_id HAVING count(*) <= {PostingsMax}
            """
        );
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await reader.ReadAsync())
            found.Add(reader.GetString(0));
        return found;
    }

    public static async Task<List<string>> DifferencesAsync(NpgsqlDataSource source, string organization, string when)
    {
        await using var command = source.CreateCommand(BalanceControlQueries.Statement);
        command.Parameters.Add(new() { Value = organization });
        await using var reader = await command.ExecuteReaderAsync();
        var errors = new List<string>();
        while (await reader.ReadAsync())
            if (reader.GetInt64(1) != 0)
                errors.Add($"{organization}: {reader.GetString(0)} by {reader.GetInt64(1)} {when}");
        return errors;
    }

    private static async Task ScalarAsync(NpgsqlDataSource source, string sql, string organization)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = organization });
        await command.ExecuteScalarAsync();
    }
}
