using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace PagoDigitale.Sdk.Tests;

public sealed class JsonTests
{
    private readonly ScriptedTransport _transport = new();

    public static IEnumerable<object[]> Examples() =>
        ContractExamples.WithSchema().Select(pair => new object[] { pair.Schema, pair.Example });

    [Theory, MemberData(nameof(Examples))]
    public void Every_example_of_the_contract_is_read_and_written_without_loss(string schema, string example)
    {
        var type = typeof(PagoDigitaleClient).Assembly.GetType($"PagoDigitale.Sdk.{schema}").ShouldNotBeNull();
        var expected = ContractExamples.Example(example);

        var read = JsonSerializer.Deserialize(expected.ToJsonString(), type, ResourceClient.Settings);
        if (read is IMergePatch patch)
            patch.Removed.UnionWith(expected.AsObject().Where(member => member.Value is null).Select(member => member.Key));
        var written = JsonSerializer.SerializeToNode(read, type, ResourceClient.Settings);

        Normal(written).ShouldBe(Normal(expected));
    }

    [Fact]
    public async Task Members_and_values_that_appear_later_do_not_break_the_caller()
    {
        var body = ContractExamples.Example("Position").AsObject();
        body["state"] = "frozen";
        body["somethingNew"] = new JsonObject { ["a"] = 1 };
        _transport.Then(200, body.ToJsonString());

        (await _transport.Client().Positions.ReadAsync("01234567897", "pos_1")).State.ShouldBe("frozen");
    }

    [Fact]
    public async Task Members_without_a_value_are_not_sent()
    {
        _transport.Then(201, ContractExamples.Json("Position"));

        await _transport.Client().Positions.CreateAsync("01234567897", Some.Position(), dryRun: true);

        _transport.Sent[0].Query.ShouldBe("?dryRun=true");
        _transport
            .Sent[0]
            .Body.ShouldBe(
                """{"serviceCode":"TARI","description":"TARI 2026","debtor":"""
                    + """{"type":"F","fiscalCode":"RSSMRA80A01H501U","name":"Mario Rossi"},"paymentOptions":"""
                    + """[{"instalments":[{"amountCents":9225,"dueDate":"2026-05-31"}]}]}"""
            );
    }

    [Fact]
    public async Task A_change_sends_what_changes_what_is_removed_and_the_version()
    {
        _transport.Then(200, ContractExamples.Json("Debtor"));

        await _transport.Client().Debtors.ChangeAsync("01234567897", "deb_1", 3, new() { Name = "Maria Rossi", Removed = { "email" } });

        var sent = _transport.Sent[0];
        sent.Method.ShouldBe("PATCH");
        sent.ContentType.ShouldBe("application/merge-patch+json");
        sent.Header("If-Match").ShouldBe("\"3\"");
        sent.Body.ShouldBe("""{"name":"Maria Rossi","email":null}""");
    }

    [Theory]
    [InlineData("Email", "'Email' is not a member of DebtorChange")]
    [InlineData("descripton", "name, address, email")]
    [InlineData("metadata.c", "'metadata.c' is not a member")]
    [InlineData("name", "'name' of DebtorChange has a value and is to be removed")]
    public async Task A_removal_that_would_be_dropped_does_not_leave(string removed, string said)
    {
        var refused = await Should.ThrowAsync<ArgumentException>(() =>
            _transport.Client().Debtors.ChangeAsync("01234567897", "deb_1", 3, new() { Name = "Maria Rossi", Removed = { removed } })
        );

        refused.Message.ShouldContain(said);
        _transport.Sent.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task An_identifier_that_is_none_does_not_ask_for_something_else(string id)
    {
        await Should.ThrowAsync<ArgumentException>(() => _transport.Client().Positions.ReadAsync("01234567897", id));
        await Should.ThrowAsync<ArgumentException>(() => _transport.Client().Positions.ReadAsync("", "pos_1"));

        _transport.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Instants_are_sent_with_their_offset()
    {
        _transport.Then(200, """{"items":[]}""");

        await _transport
            .Client()
            .ActivityLog.ListAsync("01234567897", new() { From = new DateTimeOffset(2026, 3, 2, 11, 0, 0, TimeSpan.FromHours(1)) });

        Uri.UnescapeDataString(_transport.Sent[0].Query).ShouldBe("?from=2026-03-02T11:00:00+01:00");
    }

    [Fact]
    public async Task Instants_in_a_body_are_sent_in_UTC()
    {
        _transport.Then(201, ContractExamples.Json("ApiClientSecretIssued"));

        await _transport
            .Client()
            .Clients.CreateSecretAsync(
                "clt_tributi",
                new() { PreviousExpiresAt = new DateTimeOffset(2026, 3, 2, 0, 30, 0, TimeSpan.FromHours(1)) }
            );

        _transport.Sent[0].Body.ShouldBe("""{"previousExpiresAt":"2026-03-01T23:30:00Z"}""");
    }

    // Instants may be written with Z or +00:00, and members in any order: neither is a loss.
    internal static string Normal(JsonNode? node) =>
        node switch
        {
            JsonObject members => "{"
                + string.Join(
                    ",",
                    members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}:{Normal(member.Value)}")
                )
                + "}",
            JsonArray items => "[" + string.Join(",", items.Select(Normal)) + "]",
            JsonValue value
                when value.GetValueKind() == JsonValueKind.String
                    && value.GetValue<string>() is { Length: > 10 } text
                    && DateTimeOffset.TryParse(text, out var instant)
                    && text[10] == 'T' => instant.ToUniversalTime().ToString("O"),
            _ => node?.ToJsonString() ?? "null",
        };
}
