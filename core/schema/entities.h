// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/schema/customers.h"
#include "core/schema/people.h"
#include "core/schema/tickets.h"
