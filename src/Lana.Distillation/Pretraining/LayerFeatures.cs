namespace Lana.Pretraining;

/// <summary>Input x_{i−1} and output t_i(x_{i−1}) of a teacher's layer, and the factor of the squared error.</summary>
internal sealed record LayerFeatures(Tensor Input, Tensor Target, double Scale);
