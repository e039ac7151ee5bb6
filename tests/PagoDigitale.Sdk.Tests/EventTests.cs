using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace PagoDigitale.Sdk.Tests;

public sealed class EventTests
{
    private readonly ScriptedTransport _transport = new();

    public static TheoryData<string> Types =>
        [.. typeof(EventTypes).GetFields().Select(constant => (string)constant.GetRawConstantValue()!)];

    [Fact]
    public async Task A_reader_of_the_feed_gets_what_an_event_says_as_a_class()
    {
        _transport.Then(200, ContractExamples.Json("EventPage"));

        var told = (await _transport.Client().Events.ListAsync("01234567897")).Items.Single();

        told.Type.ShouldBe(EventTypes.PositionPaid);
        var paid = told.DataAs<PositionPaidData>().ShouldNotBeNull();
        (paid.PositionId, paid.State, paid.PaidBy, paid.AmountCents).ShouldBe(
            (told.Subject.Id, PositionStates.Paid, PaidByReasons.Receipt, 9225)
        );
        paid.PaidAt.ShouldBe(new DateTimeOffset(2026, 5, 29, 7, 20, 11, TimeSpan.Zero));
        told.DataAs<PositionEventData>().ShouldNotBeNull().NoticeNumbers.Single().ShouldBe(paid.NoticeNumber);
        told.DataAs<PositionPaymentData>().ShouldNotBeNull().PaidBy.ShouldBe(PaidByReasons.Receipt);
        told.DataAs<PositionPartiallyPaidData>().ShouldBeNull("it is another type");
        told.DataAs<FlowEventData>().ShouldBeNull("it is of a position");
    }

    [Fact]
    public async Task An_event_of_a_later_version_is_passed_over_and_read_by_hand()
    {
        var page = ContractExamples.Example("EventPage");
        page["items"]![0]!["type"] = "position.forgotten";
        page["items"]![0]!["data"] = new JsonObject { ["by"] = "all" };
        _transport.Then(200, page.ToJsonString());

        var told = (await _transport.Client().Events.ListAsync("01234567897")).Items.Single();

        told.DataAs<PositionEventData>().ShouldBeNull();
        told.Data.GetProperty("by").GetString().ShouldBe("all");
    }

    [Fact]
    public void A_member_of_a_later_version_breaks_no_reader_and_one_that_is_missing_is_said()
    {
        var example = ContractExamples.Event(EventTypes.UnitCreated);
        example["data"]!["building"] = "B";
        Read(example).DataAs<UnitEventData>()!.Code.ShouldBe("SEGR");

        example["data"]!.AsObject().Remove("code");
        Should.Throw<JsonException>(() => Read(example).DataAs<UnitEventData>()).Message.ShouldContain("code");
    }

    [Fact]
    public void The_class_of_every_type_has_its_name_and_is_of_no_other_type()
    {
        var constants = typeof(EventTypes).GetFields();

        EventDataClasses.ByType.Keys.ShouldBe(constants.Select(constant => (string)constant.GetRawConstantValue()!), ignoreOrder: true);
        foreach (var constant in constants)
        {
            var known = EventDataClasses.ByType[(string)constant.GetRawConstantValue()!];
            known.Name.ShouldBe($"{constant.Name}Data");
            EventDataClasses.ByType.Values.ShouldNotContain(other => other.IsSubclassOf(known), known.Name);
        }
    }

    [Theory, MemberData(nameof(Types))]
    public void The_example_of_every_type_is_read_as_its_class(string type)
    {
        var example = ContractExamples.Event(type);

        var data = Read(example).DataAs<object>().ShouldNotBeNull();

        JsonTests
            .Normal(JsonSerializer.SerializeToNode(data, data.GetType(), ResourceClient.Settings))
            .ShouldBe(JsonTests.Normal(example["data"]));
    }

    private static Event Read(JsonNode example) => example.Deserialize<Event>(ResourceClient.Settings)!;
}
