using System.Text.Json.Nodes;
using Npgsql;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Events;

namespace PagoDigitale.TestKit.Contract;

/// <summary>Looks, when an application ends, at every event its tests have caused: each must be one of the contract.</summary>
public static class EventTable
{
    /// <summary>Beyond that it is a test of many, which are all alike.</summary>
    private const int EventsMax = 20_000;

    private static readonly SchemaCheck Check = new(OpenApiContract.Instance);

    private static readonly JsonObject Schema = OpenApiContract.Instance.Root["components"]!["schemas"]!["Event"]!.AsObject();

    /// <summary>What the events say that fit, in the order in which they were written.</summary>
    /// <param name="where">A condition on <c>events</c>.</param>
    public static async Task<List<JsonNode>> SaidAsync(string connectionString, string where)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand($"SELECT data, subject_id FROM events WHERE {where} ORDER BY written");
        await using var reader = await command.ExecuteReaderAsync();
        var said = new List<JsonNode>();
        while (await reader.ReadAsync())
            said.Add(JsonNode.Parse(PackedEvent.Unpack(reader.GetFieldValue<byte[]>(0), reader.GetString(1)))!);
        return said;
    }

    /// <param name="after">What was written before was looked at already (<c>events.written</c>).</param>
    /// <returns>How far it has looked.</returns>
    /// <exception cref="ContractViolationException">An event is none of the contract.</exception>
    public static async Task<long> CheckAsync(string connectionString, long after = 0)
    {
        var errors = new List<string>();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            $"""
            SELECT organization_id, event_id, type, occurred_at, subject_type, subject_id, data, written FROM events
            WHERE written > {after} AND type NOT LIKE '{SchemaCheck.LaterTypes}%' ORDER BY written LIMIT {EventsMax}
            """
        );
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var type = reader.GetString(2);
            after = reader.GetInt64(7);
            ExchangeLog.RecordEvent(type);
            var told = new JsonObject
            {
                ["id"] = PublicId.Format("evt", reader.GetGuid(1)),
                ["organization"] = reader.GetString(0),
                // As a feed gives it; here it may still wait for its place.
                ["sequence"] = 1,
                ["type"] = type,
                ["occurredAt"] = reader.GetDateTime(3).ToString("O"),
                ["subject"] = new JsonObject { ["type"] = reader.GetString(4), ["id"] = reader.GetString(5) },
                ["data"] = JsonNode.Parse(PackedEvent.Unpack(reader.GetFieldValue<byte[]>(6), reader.GetString(5))),
            };
            errors.AddRange(Check.Errors(told, Schema, type));
        }
        if (errors.Count > 0)
            throw new ContractViolationException(
                $"Events were written against the contract:\n  {string.Join("\n  ", errors.Distinct().Take(20))}"
            );
        return after;
    }
}
