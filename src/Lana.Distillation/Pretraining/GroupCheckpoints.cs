using Lana.Candidates;

namespace Lana.Pretraining;

/// <summary>Keeps the operations in flight beside the pool, each in a file of its own, so that another grouping goes on
/// from them as well.</summary>
internal sealed class GroupCheckpoints(string poolDirectory, TimeSpan interval, TimeProvider time)
{
    private readonly string _directory = Path.Combine(poolDirectory, "in-flight");
    private long _last = time.GetTimestamp();

    /// <summary>The steps that an earlier run has taken.</summary>
    public long StepsOf(Candidate candidate, string fingerprint) => CandidateTraining.StepsAt(PathOf(candidate), fingerprint);

    /// <summary>Goes on from what an earlier run has kept of this operation, if anything.</summary>
    public void Resume(CandidateTraining training) => training.TryLoad(PathOf(training.Candidate));

    /// <summary>Keeps all that still train, if the last time was long ago.</summary>
    public void SaveIfDue(IEnumerable<CandidateTraining> trainings)
    {
        if (time.GetElapsedTime(_last) < interval)
        {
            return;
        }

        foreach (var training in trainings.Where(training => training.IsActive))
        {
            training.Save(PathOf(training.Candidate));
        }

        _last = time.GetTimestamp();
    }

    /// <summary>Forgets operations that are in the pool.</summary>
    public void Forget(IEnumerable<CandidateTraining> trainings)
    {
        foreach (var path in trainings.Select(training => PathOf(training.Candidate)).Where(File.Exists))
        {
            File.Delete(path);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    private string PathOf(Candidate candidate) =>
        Path.Combine(_directory, candidate.Layer.Name, $"{candidate.Operation.Name}.safetensors");
}
