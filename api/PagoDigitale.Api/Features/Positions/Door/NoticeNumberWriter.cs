using System.Collections.Concurrent;
using Npgsql;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// Gives out notice numbers. One counter per organization, aux digit and code; a block is taken in a transaction of its own,
/// so the row is locked for an instant only, a caller that rolls back leaves a gap, and two processes never get the same
/// number. Single numbers come from a small block that this process keeps. Numbers that were registered from outside are
/// stepped over.
/// </summary>
public sealed class NoticeNumberWriter(AppDataSource source, TenantSession session, NoticeNumberBlocks blocks)
{
    private static readonly ApiError NoStation = ApiError.Conflict(
        "no-default-station",
        PositionsTexts.NoDefaultStation,
        PositionsTexts.StationIsNeeded
    );

    /// <summary>Why there is no number to give, if there is none.</summary>
    public async Task<ApiError?> RefusalAsync(CancellationToken ct) => await DefaultStationAsync(ct) is null ? NoStation : null;

    /// <summary>Ready-made 18-digit notice numbers, as many as asked for, in ascending order of their base.</summary>
    public async Task<Outcome<List<string>>> TakeAsync(int count, CancellationToken ct)
    {
        if (await DefaultStationAsync(ct) is not { } station)
            return NoStation;
        var numbers = new List<string>(count);
        while (numbers.Count < count)
        {
            var wanted = count - numbers.Count;
            var (first, size) =
                wanted == 1
                    ? await blocks.NextAsync(
                        $"{session.Organization}/{station.AuxDigit}/{station.Code}",
                        () => TakeBlockAsync(station, NoticeNumberBlocks.Size, ct)
                    )
                    : (await TakeBlockAsync(station, wanted, ct), wanted);
            numbers.AddRange(await FreeAsync(station, first, size, ct));
        }
        return numbers;
    }

    /// <summary>The numbers that would come next, without taking them: for trial runs.</summary>
    public async Task<Outcome<List<string>>> PreviewAsync(int count, CancellationToken ct)
    {
        if (await DefaultStationAsync(ct) is not { } station)
            return NoStation;
        var next = await session.ScalarAsync<long>(
            "SELECT next_base FROM iuv_counters WHERE organization_id = $1 AND aux_digit = $2 AND code = $3",
            ct,
            session.Organization,
            (short)station.AuxDigit,
            station.Code ?? ""
        );
        var numbers = new List<string>(count);
        for (var first = Math.Max(next, 1); numbers.Count < count; first += count)
            numbers.AddRange(await FreeAsync(station, first, count, ct));
        return numbers[..count];
    }

    private async Task<(int AuxDigit, string? Code)?> DefaultStationAsync(CancellationToken ct)
    {
        var stations = await session.QueryAsync(
            """
            SELECT aux_digit, coalesce(segregation_code, application_code) FROM door.stations WHERE organization_id = $1 AND is_default
                AND is_active
            """,
            r => ((int)r.GetInt16(0), r.IsDBNull(1) ? null : r.GetString(1)),
            ct,
            session.Organization
        );
        return stations.Count == 0 ? null : stations[0];
    }

    private async Task<long> TakeBlockAsync((int AuxDigit, string? Code) station, int size, CancellationToken ct)
    {
        // Not the pool the callers' own transactions come from: with that one exhausted they would wait for each other.
        await using var connection = await source.Short.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(
            new("SELECT set_config('app.organization', $1, true)") { Parameters = { new() { Value = session.Organization } } }
        );
        batch.BatchCommands.Add(
            new(
                """
                INSERT INTO iuv_counters AS c (organization_id, aux_digit, code, next_base) VALUES ($1, $2, $3, 1 + $4)
                ON CONFLICT (organization_id, aux_digit, code) DO UPDATE SET next_base = c.next_base + $4
                RETURNING next_base - $4
                """
            )
            {
                Parameters =
                {
                    new() { Value = session.Organization },
                    new() { Value = (short)station.AuxDigit },
                    new() { Value = station.Code ?? "" },
                    new() { Value = (long)size },
                },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        return reader.GetInt64(0);
    }

    /// <summary>With the same aux digit and code, notice numbers sort as their bases do: one range scan finds those taken.</summary>
    private async Task<IEnumerable<string>> FreeAsync((int AuxDigit, string? Code) station, long first, int size, CancellationToken ct)
    {
        int? code = station.Code is null ? null : int.Parse(station.Code, System.Globalization.CultureInfo.InvariantCulture);
        var numbers = new string[size];
        for (var i = 0; i < size; i++)
            numbers[i] = NoticeNumber.GenerateText(station.AuxDigit, code, first + i);
        var taken = await session.QueryAsync(
            "SELECT notice_number FROM instalments WHERE organization_id = $1 AND notice_number BETWEEN $2 AND $3",
            r => r.GetString(0),
            ct,
            session.Organization,
            numbers[0],
            numbers[^1]
        );
        return taken.Count == 0 ? numbers : numbers.Except(taken);
    }
}

/// <summary>What this process still has of the blocks it took for single numbers.</summary>
public sealed class NoticeNumberBlocks : IDisposable
{
    public const int Size = 50;

    private readonly ConcurrentDictionary<string, Block> _blocks = new();

    public async Task<(long First, int Size)> NextAsync(string key, Func<Task<long>> takeBlock)
    {
        var block = _blocks.GetOrAdd(key, _ => new Block());
        await block.Gate.WaitAsync();
        try
        {
            if (block.Left == 0)
                (block.Next, block.Left) = (await takeBlock(), Size);
            block.Left--;
            return (block.Next++, 1);
        }
        finally
        {
            block.Gate.Release();
        }
    }

    public void Dispose()
    {
        foreach (var block in _blocks.Values)
            block.Dispose();
    }

    private sealed class Block : IDisposable
    {
        public readonly SemaphoreSlim Gate = new(1);
        public long Next;
        public int Left;

        public void Dispose() => Gate.Dispose();
    }
}
