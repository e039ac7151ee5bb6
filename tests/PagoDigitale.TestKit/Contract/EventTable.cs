using System.Text.Json.Nodes;
using Npgsql;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.TestKit.Contract;

/// <summary>Looks, when an application ends, at every event its tests have caused: each must be one of the contract.</summary>
public static class EventTable
{
    /// <summary>Beyond that it is a test of many, which are all alike.</summary>
    private const int EventsMax = 20_000;

    private static readonly SchemaCheck Check = new(OpenApiContract.Instance);

    private static readonly JsonObject Schema = OpenApiContract.Instance.Root["components"]!["schemas"]!["Event"]!.AsObject();

    /// <exception cref="ContractViolationException">An event is none of the contract.</exception>
    public static async Task CheckAsync(string connectionString)
    {
        var errors = new List<string>();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            $"""
            SELECT organization_id, event_id, type, occurred_at, subject_type, subject_id, data::text FROM events
            WHERE type NOT LIKE '{SchemaCheck.LaterTypes}%' ORDER BY written LIMIT {EventsMax}
            """
        );
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var type = reader.GetString(2);
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
                ["data"] = JsonNode.Parse(reader.GetString(6)),
            };
            errors.AddRange(Check.Errors(told, Schema, type));
        }
        if (errors.Count > 0)
            throw new ContractViolationException(
                $"Events were written against the contract:\n  {string.Join("\n  ", errors.Distinct().Take(20))}"
            );
    }
}
