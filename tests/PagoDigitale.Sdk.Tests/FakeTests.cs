using NSubstitute;
using Shouldly;
using Xunit;

namespace PagoDigitale.Sdk.Tests;

/// <summary>What a vendor's own tests do: the code under test gets a client that answers as the test says.</summary>
public sealed class FakeTests
{
    private const string Organization = "01234567897";
    private readonly IPagoDigitaleClient _client = Substitute.For<IPagoDigitaleClient>();

    /// <summary>Stands for a vendor's code: what is overdue of an organization.</summary>
    private static async Task<long> OverdueCentsAsync(IPagoDigitaleClient client, CalendarDate today)
    {
        var sum = 0L;
        await foreach (var position in client.Positions.ListAllAsync(Organization, new() { IsPaid = false, DueTo = today.AddDays(-1) }))
            sum += position.AmountCents;
        return sum;
    }

    [Fact]
    public async Task A_list_answers_as_a_test_says()
    {
        ListPositionsOptions? asked = null;
        _client
            .Positions.ListAllAsync(Organization, Arg.Do<ListPositionsOptions>(options => asked = options))
            .Returns(_ => Listed(ContractExamples.Json("PositionPage")));

        var sum = await OverdueCentsAsync(_client, new(2026, 6, 1));

        sum.ShouldBeGreaterThan(0);
        (asked!.IsPaid, asked.DueTo).ShouldBe((false, new CalendarDate(2026, 5, 31)));
    }

    [Fact]
    public async Task A_call_answers_or_fails_as_a_test_says()
    {
        var position = System.Text.Json.JsonSerializer.Deserialize<Position>(ContractExamples.Json("Position"), ResourceClient.Settings)!;
        position.Answer = new AnswerDetails(201, idempotencyKey: "order-17");
        _client.Positions.CreateAsync(Organization, Arg.Any<PositionInput>()).ReturnsForAnyArgs(position);
        _client
            .Positions.CancelAsync(Organization, "pos_1", default!)
            .ReturnsForAnyArgs<Position>(_ => throw new PagoDigitaleException("Refused.", 409, null, null, null));

        (await _client.Positions.CreateAsync(Organization, Some.Position())).Answer!.IdempotencyKey.ShouldBe("order-17");
        (
            await Should.ThrowAsync<PagoDigitaleException>(() => _client.Positions.CancelAsync(Organization, "pos_1", default!))
        ).Status.ShouldBe(409);
        await _client.Positions.Received(1).CreateAsync(Organization, Arg.Is<PositionInput>(input => input.ServiceCode == "TARI"));
    }

    [Fact]
    public async Task An_answer_has_what_the_test_is_about_and_nothing_else()
    {
        var paid = PagoDigitaleJson.Read<Position>("""{"id":"pos_1","state":"paid","debtor":{"name":"Mario Rossi"}}""");
        _client.Positions.ReadAsync(Organization, "pos_1").Returns(paid);

        var read = await _client.Positions.ReadAsync(Organization, "pos_1");

        (read.State, read.Debtor.Name, read.ServiceCode, read.AmountCents).ShouldBe((PositionStates.Paid, "Mario Rossi", null, 0));
    }

    [Theory]
    [InlineData("""{"id":"pos_1","stato":"paid"}""", "stato")]
    [InlineData("""{"id":"pos_1","debtor":{"nome":"Mario Rossi"}}""", "nome")]
    [InlineData("null", "nothing")]
    [InlineData("{", "")]
    public void A_member_that_is_misspelt_is_not_lost(string json, string said) =>
        Should.Throw<System.Text.Json.JsonException>(() => PagoDigitaleJson.Read<Position>(json)).Message.ShouldContain(said);

    [Fact]
    public void The_client_itself_still_asks_for_all_that_an_answer_has()
    {
        PagoDigitaleJson.Read<Position>("{}");

        Should.Throw<System.Text.Json.JsonException>(() =>
            System.Text.Json.JsonSerializer.Deserialize<Position>("{}", ResourceClient.Settings)
        );
    }

    private static async IAsyncEnumerable<PositionSummary> Listed(string json)
    {
        await Task.Yield();
        foreach (var item in System.Text.Json.JsonSerializer.Deserialize<PositionPage>(json, ResourceClient.Settings)!.Items)
            yield return item;
    }
}
