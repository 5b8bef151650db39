using Lana.Pool;

namespace Lana.Pipeline;

/// <summary>Pools in a temporary directory: a forecast runs stages with them, and a run cannot reuse them.</summary>
internal sealed class ForecastPool : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("lana-forecast-");

    public ForecastPool()
    {
        Untrained = CandidatePool.Open(Path.Combine(_directory.FullName, "untrained"));
        Trained = CandidatePool.Open(Path.Combine(_directory.FullName, "trained"));
        WarmUp = CandidatePool.Open(Path.Combine(_directory.FullName, "warm-up"));
    }

    /// <summary>Candidates with initial weights: they run as fast as trained ones.</summary>
    public CandidatePool Untrained { get; }

    /// <summary>An empty pool for the trainer.</summary>
    public CandidatePool Trained { get; }

    /// <summary>An empty pool for runs that are not timed.</summary>
    public CandidatePool WarmUp { get; }

    public void Add(IEnumerable<Candidate> candidates)
    {
        var modules = candidates
            .Where(candidate => candidate.NeedsTraining && Untrained.Find(candidate.Key) is null)
            .DistinctBy(candidate => candidate.Key)
            .Select(candidate => (candidate.Key, Module: candidate.Definition.Build(candidate.Layer.Input)))
            .ToList();
        Untrained.Add(modules.Select(pair => (new PoolEntry(pair.Key, "", 0, 0.0, 0.0, ""), (Definitions.LanaModule?)pair.Module)));
        modules.ForEach(pair => pair.Module.Dispose());
    }

    public void Dispose()
    {
        Untrained.Dispose();
        Trained.Dispose();
        WarmUp.Dispose();
        _directory.Delete(recursive: true);
    }
}
