using PagoDigitale.Api.Features.ReconciliationJobs;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.ReconciliationJobs;

public sealed class MovementMatchingTests
{
    private const string Id = "2026-06-01PSP1-0001";

    [Fact]
    public void The_amount_must_agree_besides_the_flow_id()
    {
        var flow = Flow(Id, 1_000);
        var (wrong, right) = (Movement($"URI/{Id}", 999, Id), Movement($"URI/{Id}", 1_000, Id));

        var match = MovementMatching.Match([wrong, right], [flow]).Single();

        (match.Movement, match.IsExact).ShouldBe((right, true));
    }

    [Fact]
    public void Alone_a_movement_of_another_amount_is_matched_with_an_anomaly() =>
        MovementMatching.Match([Movement($"URI/{Id}", 999, Id)], [Flow(Id, 1_000)]).Single().IsExact.ShouldBeFalse();

    [Fact]
    public void Case_and_white_space_do_not_count() =>
        MovementMatching.Match([Movement("LGPE-RIVERSAMENTO URI 2026-06-01psp1- 0001", 1_000, null)], [Flow(Id, 1_000)]).Single().IsExact.ShouldBeTrue();

    [Fact]
    public void A_cut_flow_id_needs_a_beginning_of_one_flow_only_and_its_amount()
    {
        var (one, two) = (Flow("2026-06-01PSP1-0001", 1_000), Flow("2026-06-01PSP2-0001", 2_000));

        MovementMatching.Match([Cut("2026-06-01PSP1", 1_000)], [one, two]).Single().Flow.ShouldBe(one);
        MovementMatching.Match([Cut("2026-06-01", 1_000)], [one, two]).ShouldBeEmpty();
        MovementMatching.Match([Cut("2026-06-01PSP1", 1_001)], [one, two]).ShouldBeEmpty();
        MovementMatching.Match([Cut("2026-06-01", 1_000)], [one, two with { IsFree = false }]).ShouldBeEmpty();
    }

    [Fact]
    public void The_trn_with_the_amount_is_a_second_key()
    {
        var flow = Flow(Id, 1_000) with { RegulationId = "TRN00000001IT" };

        MovementMatching.Match([Movement("BONIFICO trn 0000 0001 IT", 1_000, null)], [flow]).Single().Flow.ShouldBe(flow);
        MovementMatching.Match([Movement("BONIFICO TRN00000001IT", 1_001, null)], [flow]).ShouldBeEmpty();
        MovementMatching.Match([Movement("BONIFICO TRN00000001IT", 1_000, null)], [flow, flow with { Id = Guid.NewGuid() }]).ShouldBeEmpty();
    }

    [Fact]
    public void A_flow_is_given_once_and_a_taken_one_never()
    {
        var flow = Flow(Id, 1_000);
        var (first, second) = (Movement($"URI/{Id}", 1_000, Id), Movement($"URI/{Id}", 1_000, Id));

        MovementMatching.Match([first, second], [flow]).Single().Movement.ShouldBe(first);
        MovementMatching.Match([first], [flow with { IsFree = false }]).ShouldBeEmpty();
    }

    private static FlowFact Flow(string id, long cents) => new(Guid.NewGuid(), id, "short", cents, IsFree: true);

    private static MovementFact Movement(string text, long cents, string? reference) => new(Guid.NewGuid(), text, cents, reference, IsTruncated: false);

    private static MovementFact Cut(string prefix, long cents) => new(Guid.NewGuid(), $"/PUR/LGPE-RIVERSAMENTO/URI/{prefix}", cents, prefix, IsTruncated: true);
}
