namespace Lana.Reproduction.Tables;

/// <summary>A new operation in one layer after a short training, with two initialisations.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Family">The operation's family.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Steps">The length of the training; the learning rate's schedule ends with it.</param>
/// <param name="Rate">The peak learning rate.</param>
/// <param name="Spread">The normalised loss on held-out images if the output started with the teacher's mean and
/// spread.</param>
/// <param name="Fitted">The same if the last convolution started with its closed form.</param>
internal sealed record ClosedFormRow(
    string Layer, string Family, string Operation, int Steps, double Rate, double Spread, double Fitted)
{
    public double Ratio => Fitted / Spread;
}
