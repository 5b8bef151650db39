namespace Lana.Reproduction.Setup;

/// <summary>The fine-tuning of a student.</summary>
/// <param name="Epochs">The number of passes over the training images.</param>
/// <param name="Rate">The peak learning rate.</param>
internal sealed record StudentRequest(int Epochs, double Rate);
