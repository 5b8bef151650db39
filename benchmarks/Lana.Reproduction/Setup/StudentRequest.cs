namespace Lana.Reproduction.Setup;

/// <summary>How a student is fine-tuned.</summary>
/// <param name="Epochs">How often it sees the training images.</param>
/// <param name="Rate">The peak learning rate.</param>
internal sealed record StudentRequest(int Epochs, double Rate);
