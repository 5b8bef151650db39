namespace Lana.Benchmarks.Quality;

/// <summary>One training setting, tested on all operations.</summary>
/// <param name="LearningRate">The peak learning rate.</param>
/// <param name="InitialSpread">The initial spread of outputs, as a share of the teacher's; 0 for random weights.</param>
internal sealed record QualityWay(double LearningRate, double InitialSpread);
