namespace Lana.Training;

/// <summary>How weights follow their gradients.</summary>
public enum Optimiser
{
    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
    AdamW,

    /// <summary>Stochastic gradient descent with momentum; weight decay is added to the gradient, as PyTorch
    /// does.</summary>
    Sgd,
}
