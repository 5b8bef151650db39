using Lana.Pipeline;

namespace Lana.Benchmarks.Sharding;

/// <summary>What one process takes for a pool that fits in its memory at once, so that the teacher runs once for all.</summary>
/// <param name="Images">The images of an epoch of pre-training.</param>
/// <param name="TrainingHours">The candidates' steps.</param>
/// <param name="ScoringHours">The scoring.</param>
/// <param name="TeacherHours">The teacher's passes for the training.</param>
internal sealed record DeepJob(int Images, double TrainingHours, double ScoringHours, double TeacherHours)
{
    public double Hours => TrainingHours + ScoringHours + TeacherHours;

    public static DeepJob Of(DeepPool pool)
    {
        var layers = pool.Candidates.Where(candidate => !candidate.IsTeacher).GroupBy(candidate => candidate.Layer.Index).ToList();
        var training = layers.Sum(layer => (pool.Costs.Training(layer.Key) with { SharedSeconds = 0.0 })
            .Seconds(layer.Where(candidate => candidate.NeedsTraining).Sum(CandidateCosts.StepWork)));
        return new DeepJob(
            pool.Images, training / 3600.0, layers.Sum(layer => pool.Costs.Scoring(layer)) / 3600.0, pool.TeacherSeconds / 3600.0);
    }
}
