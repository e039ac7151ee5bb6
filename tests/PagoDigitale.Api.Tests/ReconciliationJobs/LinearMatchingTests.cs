using System.Diagnostics;
using PagoDigitale.Api.Features.ReconciliationJobs;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace PagoDigitale.Api.Tests.ReconciliationJobs;

/// <summary>Thousands of movements and flows that are as good as each other are no reason to compare each with each.</summary>
public sealed class LinearMatchingTests(ITestOutputHelper output)
{
    private const int Many = 4_000;
    private static readonly DateOnly Day = new(2026, 6, 1);
    private static readonly ILookup<Guid, string> NoRefusals = Array.Empty<Guid>().ToLookup(g => g, _ => "");

    [Fact]
    public void Credits_of_one_amount_beside_flows_of_that_amount()
    {
        var flows = Enumerable.Range(0, Many).Select(i => new FlowFact(Guid.NewGuid(), $"2026-06-01PSP-{i:000000}", "PSP", $"TRN{i:00000000}", Day, 1_000, IsOpen: true)).ToList();
        var movements = Enumerable.Range(0, Many).Select(i => Movement($"BONIFICO PAGOPA {new string('X', 100)} {i}")).Append(Movement($"CRO TRN {Many / 2:00000000}")).ToList();

        var match = Timed("matching", () => MovementMatching.Match(movements, flows)).ShouldHaveSingleItem();
        (match.Movement, match.Flow).ShouldBe((movements[^1], flows[Many / 2]));
        var proposals = Timed("proposals", () => MovementProposals.Of(movements, flows));

        proposals.GroupBy(p => p.MovementId).ShouldAllBe(g => g.Count() <= MovementProposals.PerMovementMax);
        proposals.Select(p => p.MovementId).Distinct().Count().ShouldBe(movements.Count);
    }

    [Fact]
    public void Credits_whose_text_begins_the_ids_of_a_whole_day()
    {
        var flows = Enumerable.Range(0, Many).Select(i => new FlowFact(Guid.NewGuid(), $"2026-06-01PSP-{i:000000}", "PSP", "", Day, 1_000 + i, IsOpen: true)).ToList();
        var movements = Enumerable.Range(0, Many)
            .Select(i => new MovementFact(Guid.NewGuid(), Day, "/URI/2026-06-01PSP-", 1_000 + i, "2026-06-01PSP-", IsTruncated: true, new HashSet<string>())).ToList();

        var proposals = Timed("proposals", () => MovementProposals.Of(movements, flows)).ToLookup(p => p.MovementId);

        movements.Zip(flows).ShouldAllBe(p => proposals[p.First.Id].First().RendicontazioneId == p.Second.Id, "the amount counts most, however many begin alike");
    }

    [Fact]
    public void Debits_of_one_reference_beside_credits_of_that_reference()
    {
        var credits = Enumerable.Range(0, Many).Select(i => Storno(Day.AddDays(i % 300))).ToList();
        var debits = Enumerable.Range(0, Many).Select(i => Storno(Day.AddDays(-1 + (i % 300)))).ToList();

        var pairs = Timed("stornos", () => StornoPairing.Of(debits, credits, NoRefusals));

        pairs.Select(p => p.Credit).ShouldBeUnique();
        pairs.Select(p => p.Debit).ShouldBeUnique();
        var (debitDays, creditDays) = (debits.ToDictionary(d => d.Id, d => d.Day), credits.ToDictionary(c => c.Id, c => c.Day));
        pairs.ShouldAllBe(p => creditDays[p.Credit] <= debitDays[p.Debit]);
        pairs.Count.ShouldBe(Many - (Many + 299) / 300, "all but those of the first day, before any credit");
    }

    [Fact]
    public void A_debit_takes_the_credit_that_pays_out_least_then_the_latest_and_none_that_was_refused()
    {
        var (old, late, used, refused) = (Storno(Day), Storno(Day.AddDays(1)), Storno(Day.AddDays(2), rank: 2), Storno(Day.AddDays(2)));
        var (first, second, other) = (Storno(Day.AddDays(2)), Storno(Day.AddDays(3)), Storno(Day.AddDays(3)) with { Cents = 5 });
        var refusals = new[] { first.Id }.ToLookup(d => d, _ => refused.Id.ToString());

        var pairs = StornoPairing.Of([second, other, first], [used, old, refused, late], refusals);

        pairs.ShouldBe([(first.Id, late.Id), (second.Id, refused.Id)], ignoreOrder: true);
    }

    private static MovementFact Movement(string description) => new(Guid.NewGuid(), Day, description, 1_000, null, IsTruncated: false, new HashSet<string>());

    private static StornoMovement Storno(DateOnly day, int rank = 0) => new(Guid.NewGuid(), "flow", "2026-06-01PSP-1", 1_000, day, rank);

    private T Timed<T>(string what, Func<T> work)
    {
        var clock = Stopwatch.StartNew();
        var result = work();
        output.WriteLine($"{what} of {Many} × {Many}: {clock.Elapsed.TotalSeconds:0.0} s");
        // Each with each took minutes.
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
        return result;
    }
}
