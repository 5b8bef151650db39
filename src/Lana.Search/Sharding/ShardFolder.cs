namespace Lana.Sharding;

/// <summary>The folder <c>shards</c> of a run directory: the plan, and a folder for each unit.</summary>
/// <param name="directory">The run directory, absolute.</param>
internal sealed class ShardFolder(string directory)
{
    private const int Version = 1;

    public string PlanPath => Path.Combine(directory, "shards", "plan.json");

    /// <summary>The pool, whose files all units share.</summary>
    public string Pool => Path.Combine(directory, "pool");

    public string Of(WorkUnit unit) => Path.Combine(directory, "shards", unit.Name);

    public string ResultPath(WorkUnit unit) => Path.Combine(Of(unit), "result.json");

    /// <summary>The plan; null where there is none.</summary>
    public ShardPlan? FindPlan() => File.Exists(PlanPath) ? Read<ShardPlan>(PlanPath).Result : null;

    /// <exception cref="ShardingException">There is none.</exception>
    public ShardPlan RequirePlan() => FindPlan() ?? throw new ShardingException(
        $"There is no plan in '{directory}'. Make it first, with the same options.");

    public void Write(ShardPlan plan) => AtomicFile.WriteJson(
        PlanPath, StageFile<ShardPlan>.Of(Version, plan.Fingerprint, plan.Units.Sum(unit => unit.Seconds), plan));

    /// <summary>The latency table of the plan.</summary>
    public LatencyTable Table(ShardPlan plan)
    {
        var path = Path.Combine(directory, plan.Table);
        return File.Exists(path) ? LatencyTable.Load(path) : throw new ShardingException(
            $"The latency table '{path}' of the plan is missing. Make the plan again where the latencies are measured.");
    }

    /// <summary>The result of a unit; null where it is not done, or was done for another plan.</summary>
    /// <exception cref="DamagedFileException">The file is damaged.</exception>
    public StageFile<UnitResult>? FindResult(ShardPlan plan, WorkUnit unit)
    {
        var path = ResultPath(unit);
        return File.Exists(path) && Read<UnitResult>(path) is { } file && file.Inputs == unit.FingerprintIn(plan) ? file : null;
    }

    public void Write(ShardPlan plan, WorkUnit unit, UnitResult result, double seconds) =>
        AtomicFile.WriteJson(ResultPath(unit), StageFile<UnitResult>.Of(Version, unit.FingerprintIn(plan), seconds, result));

    /// <summary>Why the unit failed; null where it did not, or for another plan.</summary>
    public string? FindFailure(ShardPlan plan, WorkUnit unit)
    {
        var path = FailurePath(unit);
        return File.Exists(path) && Read<string>(path) is { } file && file.Inputs == unit.FingerprintIn(plan) ? file.Result : null;
    }

    public void WriteFailure(ShardPlan plan, WorkUnit unit, string reason) =>
        AtomicFile.WriteJson(FailurePath(unit), StageFile<string>.Of(Version, unit.FingerprintIn(plan), 0.0, reason));

    public void DeleteFailure(WorkUnit unit)
    {
        if (Directory.Exists(Of(unit)))
        {
            File.Delete(FailurePath(unit));
        }
    }

    private string FailurePath(WorkUnit unit) => Path.Combine(Of(unit), "failure.json");

    private static StageFile<T> Read<T>(string path)
    {
        var file = JsonFile.Read<StageFile<T>>(path);
        return file.IsWhole() ? file : throw new DamagedFileException(path, "it was changed. Delete it to have it made again.");
    }
}
