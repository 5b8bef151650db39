namespace Lana.Training;

/// <summary>The algorithm that updates weights by their gradients.</summary>
public enum Optimiser
{
    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
    AdamW,

    /// <summary>Stochastic gradient descent with momentum; weight decay is added to the gradient, as in
    /// PyTorch.</summary>
    Sgd,
}
