namespace Lana.Benchmarks.Quality;

/// <summary>One way to train, tried on all operations.</summary>
/// <param name="LearningRate">The peak learning rate.</param>
/// <param name="InitialSpread">The spread with which outputs begin, as a share of the teacher's; 0 as drawn.</param>
internal sealed record QualityWay(double LearningRate, double InitialSpread);
