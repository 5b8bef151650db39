namespace Lana.Operators;

/// <summary>A constant tensor of an operator.</summary>
/// <param name="Name">Its name among the weights of the network.</param>
/// <param name="Shape">Its shape. It has no batch.</param>
public sealed record OperatorWeight(string Name, TensorShape Shape);
