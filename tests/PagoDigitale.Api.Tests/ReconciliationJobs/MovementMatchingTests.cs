using PagoDigitale.Api.Features.ReconciliationJobs;
using PagoDigitale.Core.Remittance;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.ReconciliationJobs;

public sealed class MovementMatchingTests
{
    private const string Id = "2026-06-01PSP1-0001";
    private const string OtherId = "2026-06-01PSP1-0002";

    [Fact]
    public void The_amount_must_agree_besides_the_flusso_id()
    {
        var flow = Flow(Id, 1_000);
        var (wrong, right) = (Movement($"URI/{Id}", 999), Movement($"URI/{Id}", 1_000));

        Matched([wrong, right], [flow]).ShouldBe([(right, flow, 1_000)]);
        Matched([right, wrong], [flow]).ShouldBe([(right, flow, 1_000)]);
    }

    [Fact]
    public void Alone_a_movement_of_another_amount_is_put_to_its_flow_until_a_better_one_comes()
    {
        var (flow, wrong) = (Flow(Id, 1_000), Movement($"/PUR/LGPE-RIVERSAMENTO/URI/{Id}", 999));

        Matched([wrong], [flow]).ShouldBe([(wrong, flow, 999)]);
    }

    [Fact]
    public void Case_and_white_space_do_not_count() =>
        Matched([Movement("LGPE-RIVERSAMENTO URI 2026-06-01psp1- 0001", 1_000)], [Flow(Id, 1_000)]).Single().Cents.ShouldBe(1_000);

    [Theory]
    [InlineData("")]
    [InlineData(" ACCREDITO BOLLETTINO")]
    [InlineData(" TRXID: 77")]
    public void A_cut_flusso_id_settles_nothing_wherever_it_is_cut_and_is_proposed_with_its_amount(string rest)
    {
        var flow = Flow("2026-06-01PPAYITR1XXX-S2026060100417", 1_000);
        for (var length = 1; length < flow.FlussoId.Length; length++)
        {
            var cut = Movement($"/PUR/LGPE-RIVERSAMENTO/URI/{flow.FlussoId[..length]}{rest}", 1_000);

            Matched([cut], [flow]).ShouldBeEmpty($"cut after {length}");

            var proposal = MovementProposals
                .Of([cut], [flow, Flow("2026-05-02PSP1-0002", 2_000)])
                .ShouldHaveSingleItem($"cut after {length}");
            (proposal.RendicontazioneId, proposal.Score).ShouldBe(
                (flow.Id, 60 + (35 * PrefixLength(cut) / flow.FlussoId.Length)),
                $"cut after {length}"
            );
        }

        static int PrefixLength(MovementFact movement) => movement.FlowReference?.Length ?? 0;
    }

    [Theory]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/", "")]
    [InlineData("BONIFICO ", " ACCREDITO")]
    [InlineData("URI ", "/TXT/1/")]
    public void An_id_cut_in_front_or_at_both_ends_settles_nothing_and_is_proposed(string before, string after)
    {
        var flow = Flow("2026-06-01PPAYITR1XXX-S2026060100417", 1_000);
        FlowFact[] others = [flow, Flow("2026-06-01PPAYITR1XXX-S2026060100418", 1_000), Flow("2026-05-02PSP1-0002", 2_000)];
        for (var first = 1; first <= flow.FlussoId.Length - 8; first++)
            foreach (var last in Enumerable.Range(first + 8, flow.FlussoId.Length - first - 7).Where(l => l > 10))
            {
                var cut = Movement($"{before}{flow.FlussoId[first..last]}{after}", 1_000);

                Matched([cut], others).ShouldBeEmpty(cut.Description);

                var proposals = MovementProposals.Of([cut], others);
                proposals.ShouldContain(p => p.RendicontazioneId == flow.Id, cut.Description);
                // What is left of the end tells which of two neighbours it is.
                if (last == flow.FlussoId.Length)
                {
                    proposals
                        .ShouldHaveSingleItem(cut.Description)
                        .Evidence.Select(e => e.ToString())
                        .ShouldContain($"{last - first} of {flow.FlussoId.Length} characters of the flow id");
                    MovementProposals
                        .Of([cut with { AmountCents = 999 }], others)
                        .Any(p => p.RendicontazioneId == flow.Id)
                        .ShouldBe((last - first) * 2 > flow.FlussoId.Length, cut.Description);
                }
            }
    }

    [Fact]
    public void A_piece_is_found_among_thousands_of_like_ids()
    {
        var flows = Enumerable.Range(0, 5_000).Select(i => Flow($"2026-06-{1 + (i % 28):00}PPAYITR1XXX-S{i:000000000}", 100 * i)).ToList();

        foreach (var i in (int[])[7, 1_234, 4_999])
            MovementProposals
                .Of([Movement($"/URI/{flows[i].FlussoId[4..]}", 100 * i)], flows)
                .ShouldHaveSingleItem()
                .RendicontazioneId.ShouldBe(flows[i].Id);
    }

    [Fact]
    public void A_whole_id_or_most_of_one_that_nobody_knows_proposes_no_neighbour()
    {
        var known = Flow("2026-06-01PPAYITR1XXX-S2026060100417", 1_000);

        foreach (
            var text in (string[])
                [
                    "2026-06-01PPAYITR1XXX-S2026060100418",
                    "2026-06-01PPAYITR1XXX-S202606020",
                    "01PPAYITR1XXX-S2026060100418",
                    "PPAYITR1XXX-S20260601004179",
                ]
        )
            MovementProposals.Of([Movement($"/PUR/LGPE-RIVERSAMENTO/URI/{text}", 2_000)], [known]).ShouldBeEmpty(text);
    }

    [Fact]
    public void Of_two_flusso_ids_in_a_line_the_one_of_the_amount_is_meant()
    {
        var (one, two) = (Flow(Id, 1_000), Flow("2026-06-01PSP1-0002-LONGER", 2_000));
        var line = $"/URI/{one.FlussoId} /PUR/LGPE-RIVERSAMENTO/URI/{two.FlussoId}";

        Matched([Movement(line, 1_000)], [one, two]).Single().Flow.ShouldBe(one);
        Matched([Movement(line, 2_000)], [one, two]).Single().Flow.ShouldBe(two);
    }

    [Fact]
    public void Two_flusso_ids_in_a_line_without_their_amount_are_left_to_a_person()
    {
        var (one, two) = (Flow(Id, 1_000), Flow(OtherId, 2_000));
        var line = Movement($"/URI/{Id} /URI/{OtherId}", 1_500);

        Matched([line], [one, two]).ShouldBeEmpty();
        Matched([line with { AmountCents = 1_000 }], [one, two with { TotalCents = 1_000 }]).ShouldBeEmpty();
        Matched([Movement($"/PUR/LGPE-RIVERSAMENTO/URI/{Id} /PUR/LGPE-RIVERSAMENTO/URI/2026-06-01IGNOTO-7", 1_500)], [one]).ShouldBeEmpty();
        MovementProposals.Of([line], [one, two]).Select(p => p.Score).ShouldBe([50, 50]);
    }

    [Fact]
    public void A_line_with_several_flusso_ids_that_add_up_to_it_pays_out_each()
    {
        var (one, two, line) = (Flow(Id, 1_000), Flow(OtherId, 2_000), Movement($"/URI/{Id} /URI/{OtherId}", 3_000));

        Matched([line], [one, two]).ShouldBe([(line, one, 1_000), (line, two, 2_000)]);
        Matched([line], [one, two with { IsOpen = false }]).ShouldBeEmpty();
    }

    [Fact]
    public void Movements_that_name_one_flow_and_add_up_to_it_pay_it_out_together()
    {
        var flow = Flow(Id, 1_000);
        MovementFact[] parts =
        [
            Movement($"/PUR/LGPE-RIVERSAMENTO/TXT/0/URI/{Id}", 900),
            Movement($"/PUR/LGPE-RIVERSAMENTO/TXT/1/URI/{Id}", 300),
            Movement($"STORNO URI/{Id}", -200),
        ];

        Matched(parts, [flow]).Sum(m => m.Cents).ShouldBe(1_000);
        Matched(parts, [flow]).Count.ShouldBe(3);
    }

    [Fact]
    public void The_trn_with_the_amount_is_a_second_key()
    {
        var flow = Flow(Id, 1_000) with { RegulationId = "TRN00000001IT" };

        Matched([Movement("BONIFICO trn 0000 0001 IT", 1_000)], [flow]).Single().Flow.ShouldBe(flow);
        Matched([Movement("BONIFICO TRN00000001IT", 1_001)], [flow]).ShouldBeEmpty();
        Matched([Movement("BONIFICO TRN00000001IT", 1_000)], [flow, flow with { Id = Guid.NewGuid() }]).ShouldBeEmpty();
    }

    [Fact]
    public void A_flow_is_given_once_and_a_settled_one_never()
    {
        var flow = Flow(Id, 1_000);
        var (first, second) = (Movement($"URI/{Id}", 1_000), Movement($"URI/{Id}", 1_000));

        Matched([first, second], [flow]).Single().Movement.ShouldBe(first);
        Matched([first], [flow with { IsOpen = false }]).ShouldBeEmpty();
    }

    [Fact]
    public void What_a_person_refused_is_neither_matched_nor_proposed()
    {
        var flow = Flow(Id, 1_000);
        var refused = Movement($"URI/{Id}", 1_000) with { RefusedTargets = new HashSet<string> { flow.Target } };

        Matched([refused], [flow]).ShouldBeEmpty();
        MovementProposals.Of([refused], [flow]).ShouldBeEmpty();
    }

    private static List<(MovementFact Movement, FlowFact Flow, long Cents)> Matched(
        IReadOnlyList<MovementFact> movements,
        IReadOnlyList<FlowFact> flows
    ) => [.. MovementMatching.Match(movements, flows).Select(m => (m.Movement, m.Flow, m.AmountCents))];

    private static FlowFact Flow(string id, long cents) => new(Guid.NewGuid(), id, "PSP1", "short", new(2026, 6, 1), cents, IsOpen: true);

    private static MovementFact Movement(string text, long cents)
    {
        var read = RemittanceParser.Parse(text);
        return new(
            Guid.NewGuid(),
            new(2026, 6, 1),
            text,
            cents,
            read.Kind == RemittanceKind.Flow ? read.Value : null,
            read.Confidence == RemittanceConfidence.Truncated,
            new HashSet<string>()
        );
    }
}
