namespace Lana.Reproduction.Setup;

/// <summary>How a student is fine-tuned.</summary>
/// <param name="Epochs">How often it sees the training images.</param>
/// <param name="Rate">The peak learning rate.</param>
/// <param name="FeatureWeight">The weight of the distance from the teacher's features; 0 for none.</param>
internal sealed record StudentTask(int Epochs, double Rate, double FeatureWeight);
