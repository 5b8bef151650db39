using Lana.Reproduction.Setup;
using Spectre.Console;

namespace Lana.Reproduction.Peers;

/// <summary>Runs one cell: every method at every budget, Lana first since others get the same time.</summary>
internal sealed class PeersRun(Experiment experiment)
{
    private readonly PeerTuner _tuner = new(experiment);
    private readonly List<PeerOutcome> _outcomes = [];

    public async Task<PeersResult> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var budget in experiment.Options.Budgets)
        {
            var lana = await AccelerateAsync(budget, cancellationToken);
            await RemoveAsync(budget, cancellationToken);
            await DrawAsync(budget, lana, cancellationToken);
            foreach (var outcome in experiment.Options.StudentsOnly
                ? []
                : await new FamilyMembers(experiment, _tuner).MakeAsync(budget, cancellationToken))
            {
                Add(outcome);
            }
        }

        return new PeersResult(
            await experiment.TestAsync(experiment.Teacher, cancellationToken),
            [.. _outcomes.Select(outcome => outcome.Row).OfType<PeerRow>()],
            [.. _outcomes.Select(outcome => outcome.Note).OfType<PeerNote>()]);
    }

    private async Task<PeerRow?> AccelerateAsync(double budget, CancellationToken cancellationToken)
    {
        var student = new LanaStudent(experiment, _tuner);
        var plan = new StudentPlan("peers");
        var lana = await student.MakeAsync(
            plan with { Trials = experiment.Scale.SearchTrials }, PeerSeries.Lana, budget, cancellationToken);
        Add(lana);
        Add(await student.MakeAsync(plan.Fresh, PeerSeries.PapersWay, budget, cancellationToken));
        return lana.Row;
    }

    private async Task RemoveAsync(double budget, CancellationToken cancellationToken)
    {
        using var pool = await PrunedPool.OpenAsync(experiment, cancellationToken);
        var removal = new EvenRemoval(experiment, pool, _tuner);
        Add(await removal.MakeAsync(budget, cancellationToken));
        Add(await removal.MakePrunedAsync(budget, cancellationToken));
        Add(await new UniformPruning(experiment, pool, _tuner).MakeAsync(budget, cancellationToken));
    }

    private async Task DrawAsync(double budget, PeerRow? lana, CancellationToken cancellationToken)
    {
        using var pool = await PreparedPool.OpenAsync(experiment, new StudentPlan("peers"), cancellationToken);
        var halving = new RandomHalving(experiment, pool, _tuner);
        Add(await halving.RemoveAsync(budget, lana, cancellationToken));
        Add(await halving.SelectAsync(budget, lana, cancellationToken));
    }

    private void Add(PeerOutcome outcome)
    {
        _outcomes.Add(outcome);
        if (outcome.Row is { } row)
        {
            AnsiConsole.MarkupLineInterpolated(
                $"{row.Budget}, {row.Name}: {row.Score.Accuracy:P2} at {row.Share:F3} in {row.Seconds:F0} s");
        }
        else if (outcome.Note is { } note)
        {
            AnsiConsole.MarkupLineInterpolated($"{note.Budget}, {note.Series}: none, {note.Text}");
        }
    }
}
