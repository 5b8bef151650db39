using System.Diagnostics;
using Lana.Reproduction.Rendering;
using Lana.Reproduction.Setup;

namespace Lana.Reproduction.Peers;

/// <summary>The smaller member of the family whose latency is nearest to a budget, trained from its own initial
/// weights.</summary>
internal sealed class FamilyMembers(Experiment experiment, PeerTuner tuner)
{
    private const double Factor = 1.1;

    /// <summary>Trains the member with and without the teacher; returns a note if none is near the budget.</summary>
    public async Task<IReadOnlyList<PeerOutcome>> MakeAsync(double budget, CancellationToken cancellationToken)
    {
        if (await NearestAsync(budget, cancellationToken) is not { } member)
        {
            return
            [
                PeerOutcome.Absent(
                    PeerSeries.Members,
                    budget,
                    FormattableString.Invariant($"no member takes between budget / {Factor} and budget × {Factor}")),
            ];
        }

        return
        [
            await TrainAsync(member, withTeacher: false, budget, cancellationToken),
            await TrainAsync(member, withTeacher: true, budget, cancellationToken),
        ];
    }

    // Prefers one within the budget to one above it.
    private async Task<string?> NearestAsync(double budget, CancellationToken cancellationToken)
    {
        var near = new List<(string Name, double Share)>();
        foreach (var name in experiment.Family.Members)
        {
            var share = await experiment.ShareOfTeacherAsync(name, cancellationToken);
            if (share <= Factor * budget && share >= budget / Factor)
            {
                near.Add((name, share));
            }
        }

        return near
            .OrderBy(member => member.Share > budget)
            .ThenBy(member => Math.Abs(member.Share - budget))
            .Select(member => member.Name)
            .FirstOrDefault();
    }

    private async Task<PeerOutcome> TrainAsync(
        string name, bool withTeacher, double budget, CancellationToken cancellationToken)
    {
        var series = withTeacher ? PeerSeries.DistilledMembers : PeerSeries.Members;
        var row = await experiment.KeptAsync($"peers {series} {name} {experiment.Meter.Profile.Key}", async () =>
        {
            var started = Stopwatch.GetTimestamp();
            using var member = await experiment.TrainMemberAsync(name, withTeacher, cancellationToken);
            var title = Figures.Member(name, member.Input.Height);
            return new PeerRow(
                withTeacher ? $"{title}, with the teacher" : title,
                series,
                budget,
                await experiment.ShareOfTeacherAsync(name, cancellationToken),
                await tuner.ScoreAsync(member, cancellationToken),
                Stopwatch.GetElapsedTime(started).TotalSeconds,
                []);
        });
        return PeerOutcome.Of(row with { Budget = budget });
    }
}
