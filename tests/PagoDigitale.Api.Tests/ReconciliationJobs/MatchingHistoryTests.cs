using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace PagoDigitale.Api.Tests.ReconciliationJobs;

/// <summary>
/// Histories of banks and clerks: right, wrong, split, merged, cut and taken-back credits, decisions and their undoing,
/// revisions and reversali, in random order (the seed is printed). Every control of the trial balance holds after every step,
/// what a person decided stands after every run, and once all wrong turns are taken back every flow has its money.
/// </summary>
public sealed class MatchingHistoryTests(OneApi one, ITestOutputHelper output) : IClassFixture<OneApi>
{
    private const int Histories = 5;
    private const int Steps = 25;

    [Fact]
    public async Task Every_control_holds_after_every_step_and_every_state_can_be_left()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("PAGODIGITALE_SEED"), out var given) ? given : Environment.TickCount;
        for (var i = 0; i < Histories; i++)
        {
            output.WriteLine($"PAGODIGITALE_SEED={seed + i}");
            await new History(await MoneyScene.CreateAsync(one.Api), new Random(seed + i), output).PlayAsync();
        }
    }

    private sealed class History(MoneyScene scene, Random random, ITestOutputHelper output)
    {
        private readonly List<(FlowFile File, Paid Paid)> _flows = [];
        private int _line;

        public async Task PlayAsync()
        {
            for (var i = 0; i < 4; i++)
            {
                var paid = await scene.PaidAsync(1_000 * random.Next(1, 4));
                _flows.Add((scene.Flow(paid.Row), paid));
                await scene.UploadAsync(_flows[^1].File);
            }
            for (var step = 0; step < Steps; step++)
            {
                await StepAsync();
                await scene.BalancedAsync();
                await KeptItems.ShouldBeThoseOfAWholeRunAsync(scene.Api, scene.Organization);
            }
            await SettleAsync();
        }

        private Task StepAsync()
        {
            var (file, _) = _flows[random.Next(_flows.Count)];
            return random.Next(15) switch
            {
                0 => CreditAsync(file.Sum, file.FlussoId),
                1 => CreditAsync(random.Next(1, 3_000), file.FlussoId),
                2 => CreditAsync(-random.Next(1, 3_000), file.FlussoId),
                3 => SplitAsync(file),
                4 => CreditAsync(file.Sum, file.FlussoId[..random.Next(1, file.FlussoId.Length)]),
                5 => MergedAsync(),
                6 => TakeBackAsync(file),
                7 => ReviseAsync(random.Next(_flows.Count)),
                8 => DecideAsync(m =>
                    scene.Client.BankStatements.IgnoreMovementAsync(
                        scene.Organization,
                        m.Id,
                        new MovementDecisionInput { Reason = "storia" }
                    )
                ),
                9 => DecideAsync(m =>
                    scene.Client.BankStatements.UnmatchMovementAsync(
                        scene.Organization,
                        m.Id,
                        new MovementDecisionInput { Reason = "storia" }
                    )
                ),
                10 => MatchAsync(),
                11 => ReversaleAsync(file),
                12 => TakePartBackAsync(),
                13 => AnnulAsync(),
                _ => RunAsync(),
            };
        }

        private async Task CreditAsync(long cents, string text)
        {
            output.WriteLine($"credit {cents} {text}");
            await scene.UploadAsync(
                new StatementLineRow(MoneyScene.Day.AddDays(random.Next(20)), cents, $"{++_line} /PUR/LGPE-RIVERSAMENTO/URI/{text}")
            );
        }

        private async Task SplitAsync(FlowFile file)
        {
            var part = random.Next(1, (int)file.Sum);
            await CreditAsync(part, file.FlussoId);
            await CreditAsync(file.Sum - part, file.FlussoId);
        }

        private Task MergedAsync()
        {
            var two = _flows.OrderBy(_ => random.Next()).Take(2).Select(f => f.File).ToList();
            return CreditAsync(two.Sum(f => f.Sum), $"{two[0].FlussoId} /PUR/LGPE-RIVERSAMENTO/URI/{two[1].FlussoId}");
        }

        private async Task TakeBackAsync(FlowFile file)
        {
            var credits = (await MovementsAsync())
                .Where(m => m.AmountCents > 0 && m.Description.EndsWith(file.FlussoId, StringComparison.Ordinal))
                .ToList();
            if (credits.Count > 0)
                await CreditAsync(-credits[random.Next(credits.Count)].AmountCents, file.FlussoId);
        }

        private async Task ReviseAsync(int index)
        {
            var (file, paid) = _flows[index];
            output.WriteLine($"revise {file.FlussoId}");
            file = file with { At = file.At.AddHours(1) };
            _flows[index] = (file, paid);
            await scene.UploadAsync(file);
        }

        private async Task DecideAsync(Func<Movement, Task<Movement>> decide)
        {
            var movements = await MovementsAsync();
            if (movements.Count == 0)
                return;
            var movement = movements[random.Next(movements.Count)];
            output.WriteLine($"decide {movement.Description} {movement.State}");
            await RefusedAsync(() => decide(movement));
        }

        private async Task MatchAsync()
        {
            var movements = (await MovementsAsync())
                .Where(m => m.State is "unmatched" or "amount-mismatch")
                .OrderBy(_ => random.Next())
                .Take(random.Next(1, 3))
                .ToList();
            var flows = (await scene.Client.Rendicontazioni.ListAsync(scene.Organization))
                .Items.Where(r => r.State != "superseded")
                .OrderBy(_ => random.Next())
                .Take(random.Next(1, 3))
                .ToList();
            if (movements.Count == 0)
                return;
            output.WriteLine(
                $"match {string.Join(", ", movements.Select(m => m.Description))} to {string.Join(", ", flows.Select(f => f.FlussoId))}"
            );
            await RefusedAsync(() =>
                scene.Client.BankStatements.MatchMovementsAsync(
                    scene.Organization,
                    new MovementMatchInput
                    {
                        MovementIds = [.. movements.Select(m => m.Id)],
                        RendicontazioneIds = [.. flows.Select(f => f.Id)],
                        Reason = "storia",
                        AcceptDifference = random.Next(2) == 0,
                    }
                )
            );
        }

        private async Task TakePartBackAsync()
        {
            var credits = (await MovementsAsync())
                .Where(m => m.AmountCents > 0 && m.State is "matched" or "regularised" or "amount-mismatch")
                .ToList();
            if (credits.Count == 0)
                return;
            var credit = credits[random.Next(credits.Count)];
            output.WriteLine($"take a part back of {credit.Description}");
            var debit = await scene.MovementAsync(
                await scene.UploadAsync(
                    new StatementLineRow(
                        MoneyScene.Day.AddDays(20),
                        -random.NextInt64(1, Math.Abs(credit.AmountCents) + 1),
                        $"{++_line} STORNO"
                    )
                )
            );
            await RefusedAsync(() =>
                scene.Client.BankStatements.MatchMovementsAsync(
                    scene.Organization,
                    new MovementMatchInput
                    {
                        MovementIds = [debit.Id],
                        ReversedMovementId = credit.Id,
                        Reason = "storia",
                        RendicontazioneIds = credit.Matches.Count > 1 ? [credit.Matches[0].RendicontazioneId] : null,
                    }
                )
            );
        }

        private async Task AnnulAsync()
        {
            var issued = (await scene.Client.Reversali.ListAsync(scene.Organization)).Items.Where(r => r.AnnulledAt is null).ToList();
            if (issued.Count == 0)
                return;
            var reversale = issued[random.Next(issued.Count)];
            output.WriteLine($"annul {reversale.FlussoId}");
            await RefusedAsync(() => scene.Client.Reversali.AnnulAsync(scene.Organization, reversale.Id, new() { Reason = "storia" }));
        }

        private Task ReversaleAsync(FlowFile file)
        {
            output.WriteLine($"reversale {file.FlussoId}");
            return scene.IssueAsync(file.FlussoId);
        }

        /// <summary>Whatever stood by a person's word before a run stands after it.</summary>
        private async Task RunAsync()
        {
            output.WriteLine("run");
            var before = Decided(await MovementsAsync());
            await scene.ReconcileAsync();
            Decided(await MovementsAsync()).ShouldBe(before);

            // The state may change where a credit completes what a storno had taken a part of.
            static List<string> Decided(IEnumerable<Movement> movements) =>
                [
                    .. movements
                        .Where(m => m.State == "ignored" || m.Matches.Any(p => p.IsDecided))
                        .Select(m =>
                            $"{m.Id} {m.State == "ignored"} {string.Join(' ', m.Matches.Select(p => $"{p.FlussoId} {p.AmountCents}"))}"
                        ),
                ];
        }

        /// <summary>Everything that may be is taken out and left aside; then each flow that waits gets its right credit.</summary>
        private async Task SettleAsync()
        {
            // What a person put to a flow with a difference, or to several, can only be taken off when no reversale holds it.
            var flawed = (await scene.Client.Rendicontazioni.ListAsync(scene.Organization))
                .Items.Where(r => r.State is not ("matched" or "superseded"))
                .Select(r => r.FlussoId)
                .ToHashSet();
            var shared = (await MovementsAsync()).Where(m => m.Matches.Count > 1).Select(m => m.Id).ToHashSet();
            foreach (
                var reversale in (await scene.Client.Reversali.ListAsync(scene.Organization))
                    .Items.Where(r => r.AnnulledAt is null)
                    .ToList()
            )
                if (flawed.Contains(reversale.FlussoId) || reversale.Movements.Any(m => shared.Contains(m.MovementId)))
                    await RefusedAsync(() =>
                        scene.Client.Reversali.AnnulAsync(scene.Organization, reversale.Id, new() { Reason = "fine" })
                    );
            foreach (var movement in (await MovementsAsync()).Where(m => m.State != "regularised"))
            {
                await RefusedAsync(() =>
                    scene.Client.BankStatements.UnmatchMovementAsync(
                        scene.Organization,
                        movement.Id,
                        new MovementDecisionInput { Reason = "fine" }
                    )
                );
                await RefusedAsync(() =>
                    scene.Client.BankStatements.IgnoreMovementAsync(
                        scene.Organization,
                        movement.Id,
                        new MovementDecisionInput { Reason = "fine" }
                    )
                );
            }
            await scene.BalancedAsync();
            foreach (
                var waiting in (await scene.Client.Rendicontazioni.ListAsync(scene.Organization))
                    .Items.Where(r => r.State != "superseded" && r.MovementId is null)
                    .ToList()
            )
                await CreditAsync(waiting.TotalAmountCents, waiting.FlussoId);
            await scene.ReconcileAsync();
            var flows = (await scene.Client.Rendicontazioni.ListAsync(scene.Organization))
                .Items.Where(r => r.State != "superseded")
                .ToList();
            flows.ShouldAllBe(f => f.State == "matched");
            foreach (var (_, paid) in _flows)
                (await scene.StateAsync(paid)).ShouldBe("reconciled");
            await scene.BalancedAsync();
        }

        private async Task<List<Movement>> MovementsAsync() =>
            [.. (await scene.Client.BankStatements.ListMovementsAsync(scene.Organization, new() { Limit = 200 })).Items];

        /// <summary>A refusal changes nothing; anything else than a refusal is a defect.</summary>
        private async Task RefusedAsync(Func<Task> call)
        {
            try
            {
                await call();
            }
            catch (PagoDigitaleConflictException refusal)
            {
                output.WriteLine($"refused: {refusal.Code}");
            }
        }
    }
}
