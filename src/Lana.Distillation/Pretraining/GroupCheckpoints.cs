using Lana.Pool;

namespace Lana.Pretraining;

/// <summary>Keeps the operations in flight beside the pool, each in a file of its own, so that another grouping goes on
/// from them as well.</summary>
internal sealed class GroupCheckpoints(string poolDirectory, TimeSpan interval, TimeProvider time)
{
    private readonly string _directory = Path.Combine(poolDirectory, "in-flight");
    private long _last = time.GetTimestamp();

    /// <summary>The steps that an earlier run has taken.</summary>
    public long StepsOf(CandidateJob job, string recipe) => Trainee.StepsAt(PathOf(job), recipe);

    /// <summary>Goes on from what an earlier run has kept of this operation, if anything.</summary>
    public void Resume(Trainee trainee) => trainee.TryLoad(PathOf(trainee.Job));

    /// <summary>Keeps all that still train, if the last time was long ago.</summary>
    public void SaveIfDue(IEnumerable<Trainee> trainees)
    {
        if (time.GetElapsedTime(_last) < interval)
        {
            return;
        }

        foreach (var trainee in trainees.Where(trainee => trainee.IsActive))
        {
            trainee.Save(PathOf(trainee.Job));
        }

        _last = time.GetTimestamp();
    }

    /// <summary>Forgets operations that are in the pool.</summary>
    public void Forget(IEnumerable<Trainee> trainees)
    {
        foreach (var path in trainees.Select(trainee => PathOf(trainee.Job)).Where(File.Exists))
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

    private string PathOf(CandidateJob job) =>
        Path.Combine(_directory, job.Layer.Name, $"{job.Operation.Name}.safetensors");
}
