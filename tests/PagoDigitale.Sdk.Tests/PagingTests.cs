using Shouldly;
using Xunit;

namespace PagoDigitale.Sdk.Tests;

public sealed class PagingTests
{
    private readonly ScriptedTransport _transport = new();

    private static string Page(string name, string? next)
    {
        var cursor = next is null ? "" : $",\"nextCursor\":\"{next}\"";
        return $$"""{"items":[{"id":"unt_{{name}}","code":"{{name}}","name":"Ufficio {{name}}"}]{{cursor}}}""";
    }

    [Fact]
    public async Task A_filter_without_values_is_not_taken_for_no_filter()
    {
        var positions = _transport.Client().Positions;
        var empty = new ListPositionsOptions { State = [] };

        var asked = new Func<Task>[]
        {
            () => positions.ListAsync("01234567897", empty),
            async () => await positions.ListAllAsync("01234567897", empty).GetAsyncEnumerator().MoveNextAsync(),
            async () => await positions.ListPagesAsync("01234567897", empty).GetAsyncEnumerator().MoveNextAsync(),
        };

        foreach (var ask in asked)
            (await Should.ThrowAsync<ArgumentException>(ask)).Message.ShouldStartWith("State is given and empty");
        (await Should.ThrowAsync<ArgumentException>(() => positions.ReadAsync("01234567897", "pos_1", []))).ParamName.ShouldBe("Embed");
        _transport.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_item_is_read_page_after_page()
    {
        _transport.Then(200, Page("A", "c1")).Then(200, Page("B", "c2")).Then(200, Page("C", null));

        var codes = new List<string>();
        await foreach (var unit in _transport.Client().Organizations.ListAllUnitsAsync("01234567897", new() { Limit = 1 }))
            codes.Add(unit.Code);

        codes.ShouldBe(["A", "B", "C"]);
        _transport.Sent.Select(sent => sent.Query).ShouldBe(["?limit=1", "?limit=1&cursor=c1", "?limit=1&cursor=c2"]);
    }

    [Fact]
    public async Task Pages_nobody_asks_for_are_not_read()
    {
        _transport.Then(200, Page("A", "c1"));

        await foreach (var _ in _transport.Client().Organizations.ListAllUnitsAsync("01234567897"))
            break;

        _transport.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Filters_stay_the_same_on_every_page()
    {
        _transport.Then(200, """{"items":[],"nextCursor":"c1"}""").Then(200, """{"items":[]}""");

        await foreach (
            var _ in _transport
                .Client()
                .Positions.ListAllAsync("01234567897", new() { State = [PositionStates.Paid], DueFrom = new(2026, 5, 1) })
        )
            Assert.Fail("There is nothing to read.");

        _transport.Sent.Select(sent => sent.Query).ShouldBe(["?state=paid&dueFrom=2026-05-01", "?state=paid&dueFrom=2026-05-01&cursor=c1"]);
    }

    [Fact]
    public async Task A_cursor_given_twice_ends_in_an_error_instead_of_a_loop()
    {
        _transport.Then(200, Page("A", "c1")).Then(200, Page("B", "c1"));

        await Should.ThrowAsync<PagoDigitaleException>(async () =>
        {
            await foreach (var _ in _transport.Client().Organizations.ListAllUnitsAsync("01234567897"))
                continue;
        });
    }

    [Fact]
    public async Task Who_reads_page_after_page_sees_where_to_go_on_from_another_day()
    {
        _transport
            .Then(200, """{"items":[],"nextCursor":"c1","resumeAfter":"r1"}""")
            .Then(200, """{"items":[],"resumeAfter":"r2"}""")
            .Then(200, """{"items":[],"resumeAfter":"r3"}""");
        using var client = _transport.Client();

        var after = "r0";
        await foreach (var page in client.Events.ListPagesAsync("01234567897", new() { After = after, Type = "position.paid" }))
            after = page.ResumeAfter;
        await client.Events.ListAsync("01234567897", new() { After = after });

        _transport
            .Sent.Select(sent => sent.Query)
            .ShouldBe(["?type=position.paid&after=r0", "?type=position.paid&after=r0&cursor=c1", "?after=r2"]);
    }

    [Fact]
    public async Task A_list_is_gone_on_with_from_the_page_the_caller_names()
    {
        _transport.Then(200, Page("B", "c2")).Then(200, Page("C", null));

        var codes = new List<string>();
        await foreach (var unit in _transport.Client().Organizations.ListAllUnitsAsync("01234567897", new() { Cursor = "c1" }))
            codes.Add(unit.Code);

        codes.ShouldBe(["B", "C"]);
        _transport.Sent.Select(sent => sent.Query).ShouldBe(["?cursor=c1", "?cursor=c2"]);
    }

    [Fact]
    public async Task Reading_stops_when_the_caller_says_so()
    {
        using var stop = new CancellationTokenSource();
        _transport.Then(200, Page("A", "c1")).Then(200, Page("B", null));

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in _transport.Client().Organizations.ListAllUnitsAsync("01234567897").WithCancellation(stop.Token))
                await stop.CancelAsync();
        });
    }
}
