using Lana.Pipeline;

namespace Lana.Sharding;

/// <summary>Divides candidates into units.</summary>
/// <param name="options">How long a unit should take.</param>
/// <param name="splits">Whether the candidates of a layer are trained independently of each other.</param>
internal sealed class UnitPlanner(ShardingOptions options, bool splits)
{
    // With so many units each, workers end at nearly the same time.
    private const double UnitsPerWorker = 8.0;

    /// <summary>The units of all layers that have something to train or to score.</summary>
    public IReadOnlyList<WorkUnit> Divide(IReadOnlyList<Candidate> candidates, UnitCosts costs)
    {
        var layers = candidates
            .Where(candidate => !candidate.IsTeacher)
            .GroupBy(candidate => candidate.Layer.Index)
            .OrderBy(layer => layer.Key)
            .ToList();
        var all = layers.Sum(layer =>
            Seconds([.. layer.Where(candidate => candidate.NeedsTraining)], layer.Key, costs) + costs.Scoring(layer));
        var seconds = Math.Max(options.UnitTime.TotalSeconds, all / (UnitsPerWorker * options.Workers));
        return [.. layers.SelectMany(layer => Divide(layer.Key, [.. layer], costs, seconds))];
    }

    private IEnumerable<WorkUnit> Divide(int layer, IReadOnlyList<Candidate> candidates, UnitCosts costs, double seconds)
    {
        var trainable = candidates.Where(candidate => candidate.NeedsTraining).ToList();
        var parts = Parts(trainable, costs.Training(layer), seconds);
        var name = string.Create(CultureInfo.InvariantCulture, $"{layer:D3}");
        var scoring = costs.Scoring(candidates);
        if (parts.Count <= 1)
        {
            return [new WorkUnit(name, candidates[0].Layer.Name, Names(trainable), true, [], Seconds(trainable, layer, costs) + scoring)];
        }

        var trainings = parts
            .Select((part, place) => new WorkUnit(
                string.Create(CultureInfo.InvariantCulture, $"{name}-{place}"),
                candidates[0].Layer.Name,
                Names(part),
                false,
                [],
                Seconds(part, layer, costs)))
            .ToList();
        return [.. trainings, new WorkUnit($"{name}-scores", candidates[0].Layer.Name, [], true, [.. trainings.Select(unit => unit.Name)], scoring)];
    }

    private static double Seconds(List<Candidate> part, int layer, UnitCosts costs) =>
        part.Count == 0 ? 0.0 : costs.Training(layer).Seconds(part.Sum(CandidateCosts.StepWork));

    private static List<string> Names(IEnumerable<Candidate> part) => [.. part.Select(candidate => candidate.Operation.Name)];

    // As many as the time asks for, the largest candidate to the part that has least; within a part in the order of the plan.
    private List<List<Candidate>> Parts(List<Candidate> trainable, StageCost cost, double seconds)
    {
        var own = Math.Max(
            seconds - cost.SharedSeconds, cost.SharedSeconds * (1.0 - options.MaxTeacherShare) / options.MaxTeacherShare);
        var count = splits
            ? (int)Math.Clamp(Math.Ceiling(cost.SecondsPerWork * trainable.Sum(CandidateCosts.StepWork) / own), 1, Math.Max(1, trainable.Count))
            : 1;
        var places = new Dictionary<Candidate, int>();
        var loads = new double[count];
        foreach (var candidate in trainable.OrderByDescending(CandidateCosts.StepWork))
        {
            var least = Array.IndexOf(loads, loads.Min());
            places[candidate] = least;
            loads[least] += CandidateCosts.StepWork(candidate);
        }

        return [.. trainable.GroupBy(candidate => places[candidate]).OrderBy(part => part.Key).Select(part => part.ToList())];
    }
}
