using System.Diagnostics;
using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Api.Features.ReconciliationJobs;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace PagoDigitale.Api.Tests.ReconciliationJobs;

/// <summary>Thousands of movements and flows that are as good as each other are no reason to compare each with each.</summary>
public sealed class LinearMatchingTests(ITestOutputHelper output)
{
    private const int Few = 300;
    private const int Many = 4 * Few;
    private static readonly DateOnly Day = new(2026, 6, 1);
    private static readonly ILookup<Guid, string> NoRefusals = Array.Empty<Guid>().ToLookup(g => g, _ => "");

    [Fact]
    public void Credits_of_one_amount_beside_flows_of_that_amount()
    {
        var flows = Enumerable
            .Range(0, Many)
            .Select(i => new FlowFact(Guid.NewGuid(), $"2026-06-01PSP-{i:000000}", "PSP", $"TRN{i:00000000}", Day, 1_000, IsOpen: true))
            .ToList();
        var movements = Enumerable
            .Range(0, Many - 1)
            .Select(i => Movement($"BONIFICO PAGOPA {new string('X', 100)} {i}"))
            .Prepend(Movement($"CRO TRN {Few / 2:00000000}"))
            .ToList();

        var match = Linear("matching", n => MovementMatching.Match(movements[..n], flows[..n])).ShouldHaveSingleItem();
        (match.Movement, match.Flow).ShouldBe((movements[0], flows[Few / 2]));
        var proposals = Linear("proposals", n => MovementProposals.Of(movements[..n], flows[..n]));

        proposals.GroupBy(p => p.MovementId).ShouldAllBe(g => g.Count() <= MovementProposals.PerMovementMax);
        proposals.Select(p => p.MovementId).Distinct().Count().ShouldBe(movements.Count);
    }

    [Fact]
    public void Credits_whose_text_begins_the_ids_of_a_whole_day()
    {
        var flows = Enumerable
            .Range(0, Many)
            .Select(i => new FlowFact(Guid.NewGuid(), $"2026-06-01PSP-{i:000000}", "PSP", "", Day, 1_000 + i, IsOpen: true))
            .ToList();
        var movements = Enumerable
            .Range(0, Many)
            .Select(i => new MovementFact(
                Guid.NewGuid(),
                Day,
                "/URI/2026-06-01PSP-",
                1_000 + i,
                "2026-06-01PSP-",
                IsTruncated: true,
                new HashSet<string>()
            ))
            .ToList();

        var proposals = Linear("proposals", n => MovementProposals.Of(movements[..n], flows[..n])).ToLookup(p => p.MovementId);

        movements
            .Zip(flows)
            .ShouldAllBe(
                p => proposals[p.First.Id].First().RendicontazioneId == p.Second.Id,
                "the amount counts most, however many begin alike"
            );
    }

    [Fact]
    public void Debits_of_one_reference_beside_credits_of_that_reference()
    {
        var credits = Enumerable.Range(0, Many).Select(i => Storno(Day.AddDays(i % 300))).ToList();
        var debits = Enumerable.Range(0, Many).Select(i => Storno(Day.AddDays(-1 + (i % 300)))).ToList();

        var pairs = Linear("stornos", n => StornoPairing.Of(debits[..n], credits[..n], NoRefusals));

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

    private static MovementFact Movement(string description) =>
        new(Guid.NewGuid(), Day, description, 1_000, null, IsTruncated: false, new HashSet<string>());

    private static StornoMovement Storno(DateOnly day, int rank = 0) => new(Guid.NewGuid(), "flow", "2026-06-01PSP-1", 1_000, day, rank);

    /// <summary>
    /// Four times as many are four times the work; compared each with each they would be sixteen times. The least of some rounds of each,
    /// taken by turns: what else the machine does is in both, or in neither.
    /// </summary>
    private T Linear<T>(string what, Func<int, T> work)
    {
        var (few, many, result) = (TimeSpan.MaxValue, TimeSpan.MaxValue, work(Few));
        for (var round = 0; round < 5 && (round == 0 || many > 8 * few); round++)
        {
            few = Least(few, () => work(Few));
            many = Least(many, () => result = work(Many));
        }
        output.WriteLine($"{what}: {few.TotalMilliseconds:0.0} ms of {Few}, {many.TotalMilliseconds:0.0} ms of {Many}");
        (many / few).ShouldBeLessThan(8);
        return result;
    }

    private static TimeSpan Least(TimeSpan before, Action work)
    {
        var clock = Stopwatch.StartNew();
        work();
        return clock.Elapsed < before ? clock.Elapsed : before;
    }
}
