"""Times PyTorch on the GPU at what gpu-check measured, and prints how many times as long it takes."""

import json
import sys
import time

import torch

REPEATS = 5


def best(work):
    seconds = []
    for _ in range(REPEATS):
        torch.cuda.synchronize()
        began = time.perf_counter()
        work()
        torch.cuda.synchronize()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def logistic(case):
    """Losses and gradients of all models over all rows."""
    x = torch.randn(case["rows"], case["features"], device="cuda")
    y = torch.randint(0, 2, (case["rows"], 1), device="cuda").float()
    w = torch.randn(case["features"], case["models"], device="cuda") * 0.01

    def work():
        margins = x @ w
        torch.nn.functional.binary_cross_entropy_with_logits(margins, y.expand_as(margins))
        return x.T @ (torch.sigmoid(margins) - y)

    return best(work)


def mlp(case):
    """Epochs of mini-batch steps."""
    x = torch.randn(case["rows"], case["features"], device="cuda")
    y = torch.randint(0, 10, (case["rows"],), device="cuda")
    model = torch.nn.Sequential(
        torch.nn.Linear(case["features"], case["units"]), torch.nn.ReLU(), torch.nn.Linear(case["units"], 10)
    ).cuda()
    optimiser = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)

    batch = case["batch"]
    shortened = torch.autocast("cuda", dtype=torch.bfloat16, enabled=case["precision"] == "BF16")

    def work():
        for start in [start for _ in range(case["passes"]) for start in range(0, case["rows"], batch)]:
            optimiser.zero_grad(set_to_none=True)
            with shortened:
                loss = torch.nn.functional.cross_entropy(model(x[start : start + batch]), y[start : start + batch])
            loss.backward()
            optimiser.step()

    # The first calls choose among kernels.
    work()
    return best(work)


def main():
    path = sys.argv[1]
    with open(path, encoding="utf-8") as file:
        results = json.load(file)
    results["torch"] = torch.__version__
    peers = {"logistic": logistic, "mlp": mlp}
    for case in results.get("speed", []):
        if case["kind"] in peers:
            # The precision of the figures beside it: single, or a tensor core's shortened kinds.
            torch.set_float32_matmul_precision("high" if case["precision"] == "TF32" else "highest")
            try:
                case["torchSeconds"] = peers[case["kind"]](case)
            except RuntimeError as error:
                print(f"peer       {case['precision'].lower():6s} {case['name']:36s} FAILED: {error}")
                continue
            print(
                f"peer       {case['precision'].lower():6s} {case['name']:36s} {1e3 * case['torchSeconds']:9.3f} ms with PyTorch {torch.__version__},"
                f" {case['torchSeconds'] / case['seconds']:.2f} times ours"
            )
    with open(path, "w", encoding="utf-8") as file:
        json.dump(results, file, indent=2)


if __name__ == "__main__":
    main()
